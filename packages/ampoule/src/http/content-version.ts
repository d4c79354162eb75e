/** The version of a file's content, for URLs that never mean another one. */

import { hostModule } from "../host.ts";
import { encodeBase64url } from "../security/base64url.ts";

/** Bytes of a hash that are kept: 72 bits, so that two versions of a file do not meet by chance. */
const VERSION_BYTES = 9;

/** @throws Error on a platform without `node:crypto`; one that has files to read has it as well */
export function contentVersion(content: Uint8Array): string {
  const hash = hostModule("node:crypto")?.createHash("sha256").update(content).digest();
  if (hash === undefined) throw new Error("This platform has no node:crypto to make versions of files with");
  return encodeBase64url(hash.subarray(0, VERSION_BYTES));
}
