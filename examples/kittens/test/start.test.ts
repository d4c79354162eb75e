import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "ampoule";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO, SAID } from "../src/seed/people.ts";
import { type Running, startAll } from "../src/start.ts";

const PORTS = { sealed: 0, unsealed: 0, attacker: 0 };

describe("npm start", () => {
  let instance: string;
  let running: Running;

  beforeAll(async () => {
    instance = mkdtempSync(join(tmpdir(), "kittens-"));
    running = await startAll({ instance, ports: PORTS }, silentLogger);
  }, 60_000);

  afterAll(async () => {
    await running.close();
    rmSync(instance, { recursive: true, force: true });
  });

  it("serves three sites on the loopback, each knowing its own address", async () => {
    expect(running.sealed.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(running.unsealed.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(running.attacker.origin).toMatch(/^http:\/\/localhost:\d+$/);
    for (const { origin } of [running.sealed, running.unsealed, running.attacker]) {
      const answer = await fetch(origin);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    }
  });

  it("says on every page of the unsealed one that it is that", async () => {
    for (const path of ["/", "/login", "/user/minka", "/search", "/nothing"]) {
      expect(await (await fetch(running.unsealed.origin + path)).text()).toContain('class="band"');
      expect(await (await fetch(running.sealed.origin + path)).text()).not.toContain('class="band"');
    }
  });

  it("has people, messages and pictures from the first day on", async () => {
    const posts = (await (await fetch(`${running.sealed.origin}/api/posts`)).json()) as { id: number; file: string }[];
    expect(posts).toHaveLength(SAID.length);
    const drawn = posts.find(({ file }) => file?.endsWith(".png"));
    const picture = await fetch(`${running.sealed.origin}/posts/${drawn?.id}/file`);
    expect(picture.headers.get("content-type")).toBe("image/png");
    expect((await picture.bytes()).subarray(1, 4)).toEqual(new TextEncoder().encode("PNG"));
  });

  it("keeps each site's data in a folder of its own, and the key from other users of the machine", () => {
    for (const name of ["sealed", "unsealed"]) {
      expect(readdirSync(join(instance, name)).sort()).toEqual(["kittens.sqlite", "secret.key", "uploads"]);
      expect(statSync(join(instance, name, "secret.key")).mode & 0o077).toBe(0);
    }
  });

  it("puts a site back to its first day, files and all", async () => {
    const { models, reset } = running.unsealed;
    const files = readdirSync(join(instance, "unsealed", "uploads")).length;
    await reset();
    expect(readdirSync(join(instance, "unsealed", "uploads"))).toHaveLength(files);
    models.users.remove(models.users.byName(DEMO.name)!.id);
    await reset();
    expect(models.users.byName(DEMO.name)?.id).toBe(1);
    expect(models.posts.newest(100)).toHaveLength(SAID.length);
  });

  it("does not seed a second time, and knows its visitors again", async () => {
    running.sealed.models.users.remove(2);
    await running.close();
    running = await startAll({ instance, ports: PORTS }, silentLogger);
    expect(running.sealed.models.users.byId(2)).toBeUndefined();
    expect(running.sealed.models.users.byId(1)?.name).toBe(DEMO.name);
  });
});
