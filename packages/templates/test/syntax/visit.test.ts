import { describe, expect, test } from "vitest";
import { Environment, findAll } from "../../src/index.ts";
import { childrenOf, descendants, readsFree } from "../../src/syntax/visit.ts";
import { parseWith } from "./show.ts";

test("parents come before their children, in the order of the source", () => {
  const { body } = parseWith("{% if a.b %}{{ c|d(e, f=g) }}{% else %}{% set h = [i, {j: k}] %}{% endif %}");
  const names = [...descendants(body)].map((node) => ("name" in node ? node.name : node.type));
  expect(names).toEqual("If b a Output d c e g Set h List i Dict j k".split(" "));
});

test("one can keep out of a node", () => {
  const { body } = parseWith("{{ a }}{% block b %}{{ c }}{% endblock %}{{ d }}");
  const types = [...descendants(body, ({ type }) => type !== "Block")].map(({ type }) => type);
  expect(types).toEqual(["Output", "Name", "Block", "Output", "Name"]);
});

test("what is missing is no child", () => {
  const [output] = parseWith("{{ a if b }}{{ c[:] }}{{ d() }}").body;
  expect([...descendants([output!])].every(Boolean)).toBe(true);
  expect(childrenOf(output!)).toHaveLength(3);
});

describe("whether a body reads a name that it does not bind", () => {
  test.each([
    ["{{ caller() }}", true],
    ["{% set caller = 1 %}{{ caller }}", false],
    ["{{ caller }}{% set caller = 1 %}", true],
    ["{% for caller in a %}{{ caller }}{% endfor %}", false],
    ["{% for a in caller %}{% endfor %}", true],
    ["{% block b %}{{ caller }}{% endblock %}", false],
    ["{{ a.caller }}", false],
    ["{% if a %}{{ b|c(caller) }}{% endif %}", true],
  ])("%s", (source, reads) => {
    expect(readsFree(parseWith(source).body, "caller")).toBe(reads);
  });
});

test("nodes are found by their types, with their types", () => {
  const env = new Environment();
  const tree = env.parse("{% for x in xs|sort %}{% include 'a' %}{{ x|upper|trim }}{% endfor %}{% include b %}");
  const filters: readonly string[] = Array.from(findAll(tree, "Filter"), ({ name }) => name);
  expect(filters).toEqual(["sort", "trim", "upper"]);
  const [loop] = findAll(tree, "For");
  const inside: readonly ("Include" | "Output")[] = Array.from(findAll(loop!, "Include", "Output"), ({ type }) => type);
  expect(inside).toEqual(["Include", "Output"]);
  expect([...findAll(tree, "Extends")]).toEqual([]);
});
