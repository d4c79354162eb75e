import { mkdtempSync, promises, readdirSync, rmSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DiskStorage } from "../../src/uploads/disk-storage.ts";
import { Spool } from "../../src/uploads/spool.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ampoule-full-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** A disk with so much room: it takes what fits, without a word, as POSIX has it; the next write says that it is full. */
function limitDisk(room: number, atOnce = Number.POSITIVE_INFINITY): void {
  const { open } = promises;
  let left = room;
  const take = async (file: FileHandle, bytes: Uint8Array): Promise<number> => {
    if (left === 0 && bytes.length > 0) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    const taken = Math.min(left, bytes.length, atOnce);
    left -= taken;
    await file.appendFile(bytes.subarray(0, taken));
    return taken;
  };
  vi.spyOn(promises, "open").mockImplementation(async (...args) => {
    const file = await open(...args);
    if (args[1] !== "wx") return file;
    return new Proxy(file, {
      get(target, name): unknown {
        if (name === "write")
          return async (bytes: Uint8Array, from = 0) => ({ bytesWritten: await take(target, bytes.subarray(from)) });
        if (name === "writev")
          return async (pieces: readonly Uint8Array[]) => ({ bytesWritten: await take(target, Buffer.concat(pieces)) });
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  });
}

async function spooled(size: number): Promise<Spool> {
  const spool = new Spool({ memory: 10, directory: folder });
  for (let at = 0; at < size; at += 1000) await spool.write(new Uint8Array(1000).fill(at / 1000));
  await spool.finish();
  return spool;
}

async function sizeOf(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const chunk of chunks) size += chunk.length;
  return size;
}

describe("a disk that takes less than it is given", () => {
  test("in small pieces gets all of it, in order", async () => {
    limitDisk(1e9, 700);
    const spool = await spooled(300_000);
    let at = 0;
    for await (const chunk of spool.chunks())
      for (const byte of chunk) expect(byte).toBe(Math.floor(at++ / 1000) % 256);
    expect(at).toBe(300_000);
    await spool.discard();
  });

  test("R11 full in the middle of an upload: an error, no half file that passes for a whole one", async () => {
    for (const room of [0, 1, 50_000, 262_144, 299_999]) {
      limitDisk(room);
      const spool = new Spool({ memory: 10, directory: folder });
      const writing = (async () => {
        for (let i = 0; i < 300; i++) await spool.write(new Uint8Array(1000));
        await spool.finish();
      })();
      await expect(writing, String(room)).rejects.toMatchObject({ code: "ENOSPC" });
      await spool.discard();
      expect(readdirSync(folder)).toEqual([]);
      vi.restoreAllMocks();
    }
  });

  test("R11 full in the middle of storing: an error, and nothing is stored", async () => {
    for (const room of [0, 1, 70_000, 99_999]) {
      const content = {
        size: 100_000,
        file: undefined,
        chunks: async function* () {
          for (let i = 0; i < 100; i++) yield new Uint8Array(1000);
        },
      };
      limitDisk(room);
      const storage = new DiskStorage(folder);
      await expect(storage.put(content, "bin"), String(room)).rejects.toMatchObject({ code: "ENOSPC" });
      expect(readdirSync(folder)).toEqual([]);
      vi.restoreAllMocks();
      const key = await storage.put(content, "bin");
      const stored = await storage.open(key);
      expect(stored?.size).toBe(100_000);
      await stored?.close();
      await storage.delete(key);
    }
  });

  test("the twin: who does not look at what was taken stores the beginning of a file", async () => {
    limitDisk(50_000);
    const file = await promises.open(join(folder, "x"), "wx");
    await file.write(new Uint8Array(100_000));
    await file.close();
    expect(await sizeOf((await promises.open(join(folder, "x"))).createReadStream())).toBe(50_000);
  });
});
