import { describe, expect, test } from "vitest";
import { Environment } from "../../src/index.ts";
import { THIRTEEN } from "./thirteen.ts";

const contextual = new Environment({});
const plain = new Environment({ autoescape: "html" });

describe("thirteen places, thirteen held", () => {
  for (const { name, template, attacks, held } of THIRTEEN) {
    test(name, () => {
      for (const attack of attacks) {
        const html = contextual.fromString(template).render(attack);
        expect(held(html, attack), `${JSON.stringify(attack)} → ${html}`).toBe(true);
      }
    });
  }
});

describe("the twin: with plain HTML escaping only text, quoted attributes and comments hold", () => {
  for (const { name, template, attacks, held } of THIRTEEN) {
    const holds = ["text", '"attribute"', "comment"].includes(name);
    test(`${name} ${holds ? "holds" : "does not hold"}`, () => {
      const all = attacks.every((attack) => held(plain.fromString(template).render(attack), attack));
      expect(all).toBe(holds);
    });
  }
});
