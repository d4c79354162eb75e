/** Templates that were compiled ahead of time together with ones that are compiled now: each says what is the matter. */
import { describe, expect, test } from "vitest";
import { ChoiceLoader, DictLoader, Environment, EscapeError, PrecompiledLoader, precompile } from "../../src/index.ts";
import { importModule } from "../backends.ts";

type Sources = Readonly<Record<string, string>>;
const x = '"><i>';

/** Renders `main.html`; `ahead` is compiled ahead of time, one by one, and `now` as it is needed. */
async function mixed(ahead: Sources, now: Sources, data: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const env = new Environment({ loader: new DictLoader(ahead) });
  const templates = await importModule(precompile(env, Object.keys(ahead)));
  const loader = new ChoiceLoader([new PrecompiledLoader(templates), new DictLoader(now)]);
  return new Environment({ loader }).getTemplate("main.html").render({ x, ...data });
}

const inAttribute = "<p title='{% include \"part.html\" %}'></p>";
const base = "<p title='{% block b %}{% endblock %}'></p>";
const child = '{% extends "base.html" %}{% block b %}{{ x }}{% endblock %}';

describe("what one cannot know of the other is refused", () => {
  const rows: readonly (readonly [name: string, ahead: Sources, now: Sources, message: RegExp])[] = [
    [
      "a page of then prints a part of now in an attribute",
      { "main.html": inAttribute },
      { "part.html": "{{ x }}" },
      /^Template "part.html" is used by a template that was compiled ahead of time, in a place of the page/,
    ],
    [
      "a page of now prints a part of then in an attribute",
      { "part.html": "{{ x }}" },
      { "main.html": inAttribute },
      /^Template "part.html" was compiled ahead of time, and not for this place in a page\./,
    ],
    [
      "a child of now, a block of then",
      { "base.html": base },
      { "main.html": child },
      /^The block 'b' of template "main.html" is used by a template that was compiled ahead of time/,
    ],
    [
      "a child of then, a block of now",
      { "main.html": child },
      { "base.html": base },
      /^The block 'b' of template "main.html" was compiled ahead of time, and not for this place/,
    ],
    [
      "a part of then that by its name is not escaped",
      { "part.txt": "{{ x }}" },
      { "main.html": '<p>{% include "part.txt" %}</p>' },
      /^Template "part.txt" was compiled ahead of time, and not for this place/,
    ],
  ];
  test.each(rows)("%s", async (_, ahead, now, message) => {
    const error: unknown = await mixed(ahead, now).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EscapeError);
    const { code, cure, message: text } = error as EscapeError;
    expect(text).toMatch(message);
    expect(code).toBe("ESCAPE_FRAGMENT_END");
    expect(cure).toMatch(/in one call of precompile\(\)/);
    // The cure cures.
    await expect(mixed({ ...ahead, ...now }, {})).resolves.toContain("&#34;&gt;&lt;i&gt;");
    await expect(mixed({}, { ...ahead, ...now })).resolves.toContain("&#34;&gt;&lt;i&gt;");
  });
});

describe("what both know works", () => {
  const rows: readonly (readonly [name: string, ahead: Sources, now: Sources])[] = [
    ["a part of now in the text of then", { "main.html": "<p>{% include n %}</p>" }, { "n.html": "{{ x }}" }],
    ["a part of then in the text of now", { "n.html": "{{ x }}" }, { "main.html": "<p>{% include n %}</p>" }],
    [
      "a macro of now as a value of then",
      { "main.html": "{% from n import m %}<p title='{{ m(x) }}'></p>" },
      { "n.html": "{% macro m(x) %}{{ x }}{% endmacro %}" },
    ],
    [
      "a macro of then as a value of now",
      { "n.html": "{% macro m(x) %}{{ x }}{% endmacro %}" },
      { "main.html": "{% from n import m %}<p title='{{ m(x) }}'></p>" },
    ],
  ];
  test.each(rows)("%s", async (_, ahead, now) => {
    await expect(mixed(ahead, now, { n: "n.html" })).resolves.toContain("&#34;&gt;&lt;i&gt;");
  });
});
