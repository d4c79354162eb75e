import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type App, DiskStorage, type Logger } from "ampoule";
import { type RunningServer, serve } from "ampoule/node";
import { createKittens } from "./app.ts";
import type { Target } from "./attacker/attack.ts";
import { createAttackerSite } from "./attacker/site.ts";
import { clear, openDatabase } from "./db.ts";
import { createModels, type Models } from "./models/models.ts";
import type { Options } from "./options.ts";
import { seed } from "./seed/seed.ts";

/** One of the two Kittens, running. */
export interface RunningKittens extends Target {
  readonly models: Models;
  /** Puts everything back to how it was on the first day. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export interface Running {
  readonly sealed: RunningKittens;
  readonly unsealed: RunningKittens;
  readonly attacker: { readonly origin: string };
  close(): Promise<void>;
}

/** Starts the three sites on the loopback. @param logger where their logs go; the console if nothing is said */
export async function startAll({ ports, instance }: Options, logger?: Logger): Promise<Running> {
  const sealed = await startKittens("sealed", ports.sealed, instance, logger);
  const unsealed = await startKittens("unsealed", ports.unsealed, instance, logger);
  const attacker = await listen(ports.attacker, "localhost", (origin) =>
    createAttackerSite({
      origin,
      logger,
      targets: { sealed, unsealed },
      reset: async () => {
        await Promise.all([sealed.reset(), unsealed.reset()]);
      },
    }),
  );
  return {
    sealed,
    unsealed,
    attacker,
    async close() {
      await Promise.all([sealed.close(), unsealed.close(), attacker.close()]);
    },
  };
}

async function startKittens(
  name: Target["name"],
  port: number,
  instance: string,
  logger: Logger | undefined,
): Promise<RunningKittens> {
  const folder = join(instance, name);
  const db = openDatabase(join(folder, "kittens.sqlite"));
  const models = createModels(db);
  const uploads = new DiskStorage(join(folder, "uploads"));
  if (models.users.newest(1).length === 0) await seed(models, uploads);
  const secretKey = loadSecretKey(join(folder, "secret.key"));
  const site = await listen(port, "127.0.0.1", (origin) =>
    createKittens({ models, uploads, origin, secretKey, sealed: name === "sealed", logger }),
  );
  return {
    name,
    origin: site.origin,
    models,
    async reset() {
      await Promise.all(models.posts.files().map(({ key }) => uploads.delete(key)));
      clear(db);
      await seed(models, uploads);
    },
    async close() {
      await site.close();
      db.close();
    },
  };
}

/** Listens first and makes the application then: only with a port does it have an origin. */
async function listen(
  port: number,
  hostname: string,
  create: (origin: string) => App,
): Promise<{ origin: string; close(): Promise<void> }> {
  let app: App | undefined;
  const server: RunningServer = await serve(
    { fetch: (request, info) => app!.fetch(request, info) },
    { port, signals: false },
  );
  const origin = `http://${hostname}:${server.port}`;
  app = create(origin);
  return { origin, close: () => server.close() };
}

/** The key that sessions are sealed with: made once, and kept out of the repository. */
function loadSecretKey(file: string): Uint8Array {
  if (existsSync(file)) return readFileSync(file);
  const key = randomBytes(32);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, key, { mode: 0o600, flag: "wx" });
  return key;
}
