import { describe, expect, it } from "vitest";
import { readOptions } from "../src/options.ts";

describe("the options of npm start", () => {
  it("are ports 5000 to 5002 and the example's own instance folder unless told otherwise", () => {
    const { ports, instance } = readOptions([], {});
    expect(ports).toEqual({ sealed: 5000, unsealed: 5001, attacker: 5002 });
    expect(instance).toMatch(/examples[/\\]kittens[/\\]instance$/);
  });

  it("come from the command line before the environment", () => {
    const env = { PORT: "7000", KITTENS_INSTANCE: "/elsewhere" };
    expect(readOptions([], env)).toEqual({
      ports: { sealed: 7000, unsealed: 7001, attacker: 7002 },
      instance: "/elsewhere",
    });
    expect(readOptions(["--port", "8000"], env).ports.attacker).toBe(8002);
    expect(readOptions(["--port=0"], env).ports).toEqual({ sealed: 0, unsealed: 0, attacker: 0 });
  });

  it.each(["abc", "-1", "1.5", "65535"])("refuse %s as a port, and say how it is used", (port) => {
    expect(() => readOptions([`--port=${port}`], {})).toThrow(/no port.*npm start/s);
  });

  it("refuse an option that they do not know", () => {
    expect(() => readOptions(["--prot=1"], {})).toThrow(/--prot.*npm start/s);
  });
});
