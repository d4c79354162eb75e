/** A file that belongs to a message: what the upload store remembers of it. */
export interface Attachment {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  /** Whether its bytes are those of a picture. */
  readonly picture: boolean;
}
