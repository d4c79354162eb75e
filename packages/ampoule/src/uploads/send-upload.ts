/**
 * Sending what a user has uploaded (D10): as a download, never sniffed, in a sandbox without scripts and without an origin.
 *
 * It is shown inside a page only where its bytes, read again now, are those of an image that cannot run anything. The name, the
 * database and the client have no say in that.
 */

import { notFound } from "../errors.ts";
import { contentDisposition } from "../http/content-disposition.ts";
import { mediaTypeOf } from "../http/media-types.ts";
import { replyWith } from "../http/representation.ts";
import type { Reply, ReplyKind } from "../reply.ts";
import { INLINE_IMAGES, INLINE_MEDIA } from "./signatures.ts";
import { SNIFF_SIZE, sniffType } from "./sniff.ts";
import { isUploadKey, type StoredFile, type UploadStorage } from "./storage.ts";

/** What is to be sent: a `StoredUpload`, or as much of it as was kept. */
export interface UploadReference {
  /** Its random name in the storage. */
  readonly key: string;
  /** What it is called on the visitor's disk. @default the key */
  readonly name?: string;
  /** What its sender said it is; read with the guard off only. */
  readonly claimedType?: string;
}

/** How it is sent. */
export interface SendUploadOptions {
  /** What may be shown instead of saved, if its bytes prove it. @default "images" */
  readonly inline?: "images" | "media" | "never";
  /** Seconds that the visitor's browser may keep it. Uploads never change. @default 3600 */
  readonly maxAge?: number;
  /** Whether it is the same for every visitor: shared caches may keep it. @default false */
  readonly public?: boolean;
}

/**
 * Makes the reply for a stored upload.
 *
 * @param unguarded the guard `uploads` is off: it is shown inside pages, as what its sender or its name claims
 * @throws HttpError 404 when there is none under that key
 * @example
 * app.get("/picture/<string:key>", (c) => c.sendUpload(pictures, { key: c.params.key, name: "cat.png" }));
 * (await client(app).get("/picture/none.png")).status; // 404
 */
export async function sendUpload(
  storage: UploadStorage,
  upload: UploadReference,
  request: Request,
  options: SendUploadOptions = {},
  unguarded = false,
): Promise<Reply> {
  const file = isUploadKey(upload.key) ? await storage.open(upload.key) : null;
  if (file === null) throw notFound();
  let presentation: Presentation;
  try {
    presentation = unguarded ? presentUnguarded(upload) : await present(file, upload, options);
  } catch (error) {
    await file.close();
    throw error;
  }
  const { kind, contentType, disposition } = presentation;
  const { maxAge = 3600 } = options;
  return replyWith(
    {
      kind,
      size: file.size,
      contentType,
      // The key is new for each content.
      validators: { entityTag: { weak: false, opaque: upload.key }, lastModified: file.modified },
      headers: {
        "cache-control": `${options.public === true ? "public" : "private"}, max-age=${maxAge}`,
        "content-disposition": disposition,
      },
      body: (range) => file.body(range),
      close: () => file.close(),
    },
    request,
  );
}

/** How an upload appears to the browser. */
interface Presentation {
  readonly kind: ReplyKind;
  readonly disposition: string;
  readonly contentType: string;
}

async function present(file: StoredFile, upload: UploadReference, options: SendUploadOptions): Promise<Presentation> {
  const { inline = "images" } = options;
  const proven = sniffType(await file.head(SNIFF_SIZE));
  const shown = (inline !== "never" && INLINE_IMAGES.has(proven)) || (inline === "media" && INLINE_MEDIA.has(proven));
  const name = upload.name ?? upload.key;
  return {
    kind: "upload",
    disposition: contentDisposition(shown ? "inline" : "attachment", name),
    contentType: shown ? proven : savedType(proven),
  };
}

/** What a browser could run is called what it cannot run: it is for saving, and the name says the rest. */
function savedType(proven: string): string {
  if (proven === "text/plain") return "text/plain; charset=utf-8";
  const markup = proven === "text/html" || proven.endsWith("xml") || proven === "application/wasm";
  return markup ? "application/octet-stream" : proven;
}

function presentUnguarded(upload: UploadReference): Presentation {
  const name = upload.name ?? upload.key;
  return {
    kind: "static",
    disposition: contentDisposition("inline", name),
    contentType: upload.claimedType || mediaTypeOf(name),
  };
}
