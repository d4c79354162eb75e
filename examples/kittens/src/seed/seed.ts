import type { UploadStorage } from "ampoule";
import type { Attachment } from "../models/attachment.ts";
import type { Models } from "../models/models.ts";
import { hashPassword } from "../passwords.ts";
import { drawKitten, type KittenName } from "../pictures/album.ts";
import { DEMO, PEOPLE, SAID, type Said } from "./people.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PICTURE = { width: 720, height: 540 } as const;

/** No password hashes to this: the account exists, and nobody can log in to it. */
const LOCKED = "!";

/** Fills an empty database with its first inhabitants and what they said. */
export async function seed({ users, posts }: Models, uploads: UploadStorage, now: Date = new Date()): Promise<void> {
  const ids = new Map<string, number>();
  for (const [i, person] of PEOPLE.entries()) {
    const passwordHash = person.name === DEMO.name ? await hashPassword(DEMO.password) : LOCKED;
    const joined = new Date(now.getTime() - (PEOPLE.length - i) * 9 * DAY);
    ids.set(person.name, users.add({ ...person, passwordHash, joined })!);
  }
  for (const said of SAID) {
    posts.add({
      author: ids.get(said.who)!,
      text: said.text,
      caption: said.picture?.caption ?? "",
      file: await attachment(said, uploads),
      written: new Date(now.getTime() - said.minutesAgo * MINUTE),
    });
  }
}

async function attachment({ picture, textFile }: Said, uploads: UploadStorage): Promise<Attachment | undefined> {
  if (textFile !== undefined) {
    return store(uploads, new TextEncoder().encode(textFile.content), "txt", {
      name: textFile.name,
      type: "text/plain",
      claimedType: "text/plain",
    });
  }
  if (picture === undefined) return undefined;
  const png = drawn.get(picture.kitten) ?? drawKitten(picture.kitten, PICTURE.width);
  drawn.set(picture.kitten, png);
  return store(uploads, png, "png", {
    name: `${picture.kitten}.png`,
    type: "image/png",
    claimedType: "image/png",
    ...PICTURE,
  });
}

/** Both Kittens show the same pictures, and each takes a third of a second to draw. */
const drawn = new Map<KittenName, Uint8Array>();

/** Files of our own go the way of uploads, without a request. */
async function store(
  uploads: UploadStorage,
  bytes: Uint8Array,
  extension: string,
  facts: Omit<Attachment, "key" | "size">,
): Promise<Attachment> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  const key = await uploads.put({ size: bytes.length, chunks, file: undefined }, extension);
  return { key, size: bytes.length, ...facts };
}
