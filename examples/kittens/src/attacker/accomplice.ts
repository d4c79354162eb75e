import { randomBytes } from "node:crypto";
import { drawKitten, type KittenName } from "../pictures/album.ts";
import { Browser } from "./browser.ts";

/** A kitten, or a file with a type of the attacker's choice. */
export type BaitFile =
  | { readonly kitten: KittenName }
  | { readonly name: string; readonly type: string; readonly content: string };

export interface Replay {
  /** The one-time token of the recorded request, where the site uses any. */
  readonly token: string | undefined;
  /** The statuses of the first answer and of the second. */
  readonly statuses: readonly [number, number];
  readonly copies: number;
}

const PICTURE_WIDTH = 400;

/** The attacker's account at a target. */
export interface Accomplice {
  readonly name: string;
  /** The path of the account's profile. */
  readonly profile: string;
  editProfile(fields: { motto?: string; about?: string; website?: string; colour?: string }): Promise<void>;
  /** The number of the new message, or undefined where the site refused it. */
  post(message: { text: string; caption?: string }, file?: BaitFile): Promise<number | undefined>;
  /** Posts a message, then sends the very same request again. */
  postTwice(text: string): Promise<Replay>;
}

/** Signs up at the target under a name of its own. */
export async function recruit(origin: string): Promise<Accomplice> {
  const browser = new Browser(origin);
  const name = `mallory-${randomBytes(4).toString("hex")}`;
  const password = randomBytes(12).toString("base64url");
  const signUp = await browser.prepare("/register", "/register", Object.entries({ name, password, repeat: password }));
  const { status } = await browser.submit(signUp);
  if (status !== 303) throw new Error(`${origin} did not take the attacker's account: it answered ${status}`);
  const profile = `/user/${name}`;
  return {
    name,
    profile,
    async editProfile({ motto = "", about = "", website = "", colour = "#c0392b" }) {
      const edit = await browser.prepare("/user/edit", "/user/edit", Object.entries({ motto, about, website, colour }));
      await browser.submit(edit);
    },
    async post({ text, caption = "" }, file) {
      const fields: [string, string | File][] = [
        ["text", text],
        ["caption", caption],
      ];
      if (file !== undefined) fields.push(["file", toFile(file)]);
      const answer = await browser.submit(await browser.prepare("/", "/posts", fields));
      return numberOf(answer.headers.get("location"));
    },
    async postTwice(text) {
      const recorded = await browser.prepare("/", "/posts", [
        ["text", text],
        ["caption", ""],
      ]);
      const first = await browser.submit(recorded);
      const second = await browser.submit(recorded);
      const copies = (await browser.get(profile)).split(text).length - 1;
      return { token: recorded.token, statuses: [first.status, second.status], copies };
    },
  };
}

function toFile(file: BaitFile): File {
  if (!("kitten" in file)) return new File([file.content], file.name, { type: file.type });
  return new File([new Uint8Array(drawKitten(file.kitten, PICTURE_WIDTH))], `${file.kitten}.png`, {
    type: "image/png",
  });
}

/** The message's number in the address of its place on the feed, `/#post-12`. */
function numberOf(location: string | null): number | undefined {
  const digits = /#post-(\d{1,12})$/.exec(location ?? "")?.[1];
  return digits === undefined ? undefined : Number(digits);
}
