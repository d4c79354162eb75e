/**
 * Attacks on templates as people write them, one a row, judged by comparing the parsed page with that of harmless values.
 * The twin of most rows is the same page with plain HTML escaping, where the attack works.
 */
import { describe, expect, test } from "vitest";
import { DictLoader, Environment, type EnvironmentOptions } from "../../src/index.ts";
import { leaks } from "./leaks.ts";
import type { Attack, Data } from "./rows/attack.ts";
import { flow } from "./rows/flow.ts";
import { scripts } from "./rows/scripts.ts";
import { styles } from "./rows/styles.ts";
import { tags } from "./rows/tags.ts";
import { urls } from "./rows/urls.ts";

const attacks: readonly Attack[] = [...tags, ...urls, ...scripts, ...styles, ...flow];

const render = (template: Attack["template"], data: Data, options: EnvironmentOptions = {}): string => {
  const templates = typeof template === "string" ? { main: template } : template;
  const env = new Environment({ ...options, loader: new DictLoader(templates), extensions: ["do", "loopcontrols"] });
  return env.getTemplate("main").render(data);
};

describe("attacks that are held", () => {
  test.each(attacks.map((row, i) => [`A${String(i + 1).padStart(3, "0")} ${row.name}`, row] as const))(
    "%s",
    (_, row) => {
      const { template, attack, given = {}, twinHolds } = row;
      const harmless = row.harmless ?? Object.fromEntries(Object.keys(attack).map((name) => [name, "harmless7"]));
      const before = render(template, { ...given, ...harmless });
      expect(leaks(before, render(template, { ...given, ...attack }))).toEqual([]);
      if (twinHolds === true) return;
      const plain = { autoescape: "html" } as const;
      const twin = leaks(
        render(template, { ...given, ...harmless }, plain),
        render(template, { ...given, ...attack }, plain),
      );
      expect(twin, "the twin").not.toEqual([]);
    },
  );
});
