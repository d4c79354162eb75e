import { describe, expect, test } from "vitest";
import { UndefinedError, withLink } from "../../src/errors.ts";
import { sourceFrame } from "../../src/explain.ts";
import { parse } from "../../src/syntax/parser.ts";
import { caught } from "./caught.ts";

/** What a person sees; the snapshots are to be read as such. */
function explanation(source: string): string {
  return `\n${caught(() => parse(source, { name: "page.html" })).explanation}\n`;
}

describe("what a person is told about a mistake in a template", () => {
  test("a token that does not fit", () => {
    expect(
      explanation("<ul>\n  {% for item in items %}\n  <li>{{ item name }}</li>\n  {% endfor %}\n</ul>"),
    ).toMatchInlineSnapshot(`
      "
      expected token 'end of print statement', got 'name'
        page.html, line 3, column 15
          2 |   {% for item in items %}
        > 3 |   <li>{{ item name }}</li>
            |               ^^^^
          4 |   {% endfor %}
        Between two values an operator is missing; \`~\` joins texts.
      "
    `);
  });

  test("a tag that is not known, with a name that is", () => {
    expect(explanation("{% inclde 'menu.html' %}")).toMatchInlineSnapshot(`
      "
      Encountered unknown tag 'inclde'.
        page.html, line 1, column 4
        > 1 | {% inclde 'menu.html' %}
            |    ^^^^^^
        Did you mean 'include'?
      "
    `);
  });

  test("a tag that was never closed", () => {
    expect(explanation("{% if user %}\n<p>Hello {{ user.name }}</p>\n")).toMatchInlineSnapshot(`
      "
      Unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'.
        page.html, line 2, column 25
          1 | {% if user %}
        > 2 | <p>Hello {{ user.name }}</p>
            |                         ^^^^
        'if' was opened on line 1; 'endif' closes it.
      "
    `);
  });

  test("tags closed in the wrong order", () => {
    expect(explanation("{% if a %}\n{% for b in c %}\n{% endif %}\n{% endfor %}")).toMatchInlineSnapshot(`
      "
      Encountered unknown tag 'endif'. You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for 'endfor' or 'else'. The innermost block that needs to be closed is 'for'.
        page.html, line 3, column 4
          2 | {% for b in c %}
        > 3 | {% endif %}
            |    ^^^^^
          4 | {% endfor %}
        'for' was opened on line 2; 'endfor' closes it.
      "
    `);
  });

  test("an operator of another language", () => {
    expect(explanation("{{ user && user.name }}")).toMatchInlineSnapshot(`
      "
      unexpected char '&' at 8
        page.html, line 1, column 9
        > 1 | {{ user && user.name }}
            |         ^
        Jinja writes \`a and b\`.
      "
    `);
  });

  test("a bracket that is not closed, on a line far behind", () => {
    expect(explanation("{{ call(\n  1,\n  [2, 3)\n}}")).toMatchInlineSnapshot(`
      "
      unexpected ')', expected ']'
        page.html, line 3, column 8
          2 |   1,
        > 3 |   [2, 3)
            |        ^
          4 | }}
        The '[' on line 3, column 3, is not closed.
      "
    `);
  });

  test("a string that is not closed", () => {
    expect(explanation('<a href="{{ url_for("index) }}">\n')).toMatchInlineSnapshot(`
      "
      unexpected 'end of template'
        page.html, line 1, column 32
        > 1 | <a href="{{ url_for("index) }}">
            |                                ^
        The tag is not closed: its end is missing, or a quote or bracket before it.
      "
    `);
  });

  test("two blocks of one name", () => {
    expect(explanation("{% block main %}{% endblock %}\n\n  {% block main %}{% endblock %}")).toMatchInlineSnapshot(`
      "
      block 'main' defined twice
        page.html, line 3, column 6
          2 |
        > 3 |   {% block main %}{% endblock %}
            |      ^^^^^^^^^^
        The other one is on line 1. To print a block again write {{ self.main() }}.
      "
    `);
  });

  test("an error while a template is rendered, deep inside of others", () => {
    const error = new UndefinedError("'item' has no attribute 'nmae'", {
      templateName: "row.html",
      line: 1,
      column: 8,
      length: 9,
      source: "<td>{{ item.nmae }}</td>",
      cure: "Did you mean 'name'?",
    });
    withLink(error, { template: "table.html", line: 4, what: "include 'row.html'" });
    withLink(error, { template: "page.html", line: 12, what: "macro 'table'" });
    expect(`\n${error.explanation}\n`).toMatchInlineSnapshot(`
      "
      'item' has no attribute 'nmae'
        row.html, line 1, column 8
        > 1 | <td>{{ item.nmae }}</td>
            |        ^^^^^^^^^
        in include 'row.html' (table.html, line 4)
        in macro 'table' (page.html, line 12)
        Did you mean 'name'?
      "
    `);
  });
});

describe("source frames", () => {
  test("the caret is under the place, also behind tabs", () => {
    expect(`\n${sourceFrame("a\n\t\tb c\nd", { line: 2, column: 5, length: 1 })}\n`).toMatchInlineSnapshot(`
      "
        1 | a
      > 2 |         b c
          |           ^
        3 | d
      "
    `);
  });

  test("lines are numbered in a column of one width", () => {
    const source = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`).join("\n");
    expect(`\n${sourceFrame(source, { line: 10, column: 1, length: 4 }, 2)}\n`).toMatchInlineSnapshot(`
      "
         8 | line 8
         9 | line 9
      > 10 | line 10
           | ^^^^
        11 | line 11
        12 | line 12
      "
    `);
  });

  test("of a long line the part around the place is shown", () => {
    const line = `${"a".repeat(500)}HERE${"b".repeat(500)}`;
    expect(`\n${sourceFrame(`short\n${line}`, { line: 2, column: 501, length: 4 })}\n`).toMatchInlineSnapshot(`
      "
        1 | short
      > 2 | …aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaHEREbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…
          |                                      ^^^^
      "
    `);
  });

  test("a place that reaches over lines is underlined to the end of its first one", () => {
    expect(`\n${sourceFrame("a bcd\ne", { line: 1, column: 3, length: 5 })}\n`).toMatchInlineSnapshot(`
      "
      > 1 | a bcd
          |   ^^^
        2 | e
      "
    `);
  });

  test("all line ends count as one", () => {
    expect(sourceFrame("a\r\nb\rc\nd", { line: 4, column: 1, length: 1 }, 0)).toBe("> 4 | d\n    | ^");
  });

  test("nothing in a template can control the reader's terminal, or hide and reorder what is shown", () => {
    const frame = sourceFrame("\x1b[31mred\x07 \u202eevil\u200b\x9b", { line: 1, column: 1, length: 1 });
    expect(frame).toBe("> 1 | ·[31mred· ·evil··\n    | ^");
  });

  test("a place that the source does not have gives no frame", () => {
    expect(sourceFrame("a", { line: 2, column: 1, length: 1 })).toBe("");
    expect(sourceFrame("a", { line: 1, column: 99, length: 1 })).toBe("> 1 | a\n    |  ^");
  });
});
