import { randomBytes } from "node:crypto";
import { type App, MemoryStorage, silentLogger, type UploadStorage } from "ampoule";
import { type Client, client } from "ampoule/testing";
import { createKittens } from "../../src/app.ts";
import { openDatabase } from "../../src/db.ts";
import { createModels, type Models } from "../../src/models/models.ts";
import { drawKitten } from "../../src/pictures/album.ts";

export const ORIGIN = "http://127.0.0.1:5000";
export const PASSWORD = "purr-purr-purr";

export interface Kittens extends Models {
  readonly app: App;
  readonly uploads: UploadStorage;
}

/** The application with an empty database in memory. */
export function makeKittens({ sealed = true } = {}): Kittens {
  const models = createModels(openDatabase(":memory:"));
  const uploads = new MemoryStorage();
  const secretKey = randomBytes(32);
  const app = createKittens({ models, uploads, origin: ORIGIN, secretKey, sealed, logger: silentLogger });
  return { ...models, app, uploads };
}

/** A browser whose user has just joined, through the form. */
export async function member(app: App, name = "minka"): Promise<Client> {
  const browser = client(app);
  const page = await browser.get("/register");
  const answer = await browser.submit(page, "form#sign-up", { name, password: PASSWORD, repeat: PASSWORD });
  if (answer.status !== 303) throw new Error(`${name} could not join: ${answer.status}\n${await answer.text()}`);
  return browser;
}

/** Posts a message through the form on the front page. */
export async function say(
  browser: Client,
  message: { text: string; caption?: string; file?: File },
): Promise<Response> {
  return browser.submit(await browser.get("/"), 'form[action="/posts"]', message);
}

export function picture(): File {
  return new File([new Uint8Array(drawKitten("marmalade", 40))], "marmalade.png", { type: "image/png" });
}
