import type { StoredUpload } from "ampoule";

/** A file that belongs to a message, as the database keeps it. */
export type Attachment = StoredUpload;

/** Whether its bytes are those of a picture, which can be shown in the feed. */
export function isPicture({ type, width }: Attachment): boolean {
  return type.startsWith("image/") && width !== undefined;
}
