import { describe, expect, test } from "vitest";
import { cpuTime } from "../../../../scripts/cpu-time.ts";
import { parseAccept } from "../../src/http/accept.ts";
import { parseContentType } from "../../src/http/content-type.ts";
import { parseCookies } from "../../src/http/cookies.ts";
import { openForm } from "../../src/http/form-reader.ts";
import { DEFAULT_LIMITS } from "../../src/http/limits.ts";
import { MultiMap } from "../../src/http/multimap.ts";
import { parseUrlencoded } from "../../src/http/urlencoded.ts";

const NAMES = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Array.prototype),
  "prototype",
  "then",
];

describe("R08 R25 names out of Object.prototype are data in every parser", () => {
  const before = Object.getOwnPropertyNames(Object.prototype).join();
  for (const name of NAMES) {
    test(name, async () => {
      expect(parseUrlencoded(`${name}=1&${name}=2`, { maxPairs: 10 }).getAll(name)).toEqual(["1", "2"]);
      expect(parseUrlencoded("a=1", { maxPairs: 10 }).get(name)).toBeUndefined();
      expect(parseCookies(`${name}=1`).get(name)).toBe("1");
      expect(parseContentType(`a/b;${name}=1`)?.parameters.get(name.toLowerCase())).toBe("1");
      expect(parseAccept(`${name}/x`)).toHaveLength(1);
      const body = `--b\r\nContent-Disposition: form-data; name="${name}"\r\n${name}: x\r\n\r\n1\r\n--b--`;
      const request = new Request("http://h/", {
        method: "POST",
        body,
        headers: { "content-type": "multipart/form-data; boundary=b" },
      });
      expect((await openForm(request, DEFAULT_LIMITS).read()).fields.get(name)).toBe("1");
      expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
    });
  }

  test("R25 a thousand integer-like keys cost nothing special", () => {
    const start = cpuTime();
    const map = new MultiMap(Array.from({ length: 1000 }, (_, i) => [String(i * 2 ** 20), "x"] as const));
    expect(map.size).toBe(1000);
    expect(map.get(String(2 ** 20))).toBe("x");
    expect(cpuTime() - start).toBeLessThan(100);
  });
});
