/** T06–T15, T28, T45: scripts, event handlers and JSON. */
import { describe, expect, test } from "vitest";
import { alerts, attributesOf, count, isHarmless, refusalOf, render, textIn, twin } from "./page.ts";

const attacks = [
  "alert(1)",
  "1;alert(1)",
  '";alert(1)//',
  "';alert(1)//",
  "`;alert(1)//",
  "${alert(1)}",
  "\\",
  "\\';alert(1)//",
  "*/alert(1)/*",
  "\nalert(1)//",
  "\u2028alert(1)//",
  "</script><script>alert(1)</script>",
  "<!--",
  "<!--<script>",
  "-->",
  "]]>",
  "",
];

/** Whatever the value, there is one script, it parses, and it calls nothing. */
function holds(template: string, names: readonly string[] = ["v"]): void {
  for (const v of attacks) {
    const html = render(template, Object.fromEntries(names.map((name) => [name, v])));
    expect(count(html, "script"), html).toBe(1);
    expect(isHarmless(textIn(html, "script")), html).toBe(true);
  }
}

const runs = (template: string, data: Readonly<Record<string, unknown>>): boolean => {
  const html = twin(template, data);
  return count(html, "script") > 1 || alerts(textIn(html, "script"));
};

describe("T06 template literals", () => {
  const template = "<script>let a = `{{ v }}`;</script>";
  test("no value leaves one, or substitutes into it", () => holds(template));
  test("nor the code in a substitution", () => holds("<script>let a = `x${ {{ v }} }y`;</script>"));
  test("the twin runs the substitution", () => expect(runs(template, { v: "${alert(1)}" })).toBe(true));
});

describe("T07 template literals with branches in them", () => {
  test("braces that depend on a branch are no way out of what is the same in both", () => {
    for (const a of [true, false]) {
      for (const v of attacks) {
        const html = render("<script>x = `${ {% if a %}{ {% endif %} {{ v }} }`</script>", { a, v });
        expect(count(html, "script")).toBe(1);
        expect(alerts(textIn(html, "script")), html).toBe(false);
      }
    }
  });
  test("a value behind them, where it is code in one branch and text in the other, is refused", () => {
    expect(refusalOf("<script>x = `${ {% if a %}{ {% endif %} 1 } {{ v }}`</script>")).toBe("ESCAPE_BRANCHES");
  });
  test("the twin runs it", () => {
    expect(runs("<script>x = `${ {% if a %}{ {% endif %} {{ v }} }`</script>", { a: false, v: "alert(1)" })).toBe(true);
  });
  test("the same braces in both branches hold", () => {
    for (const a of [true, false]) {
      for (const v of attacks) {
        const html = render("<script>x = `${ {% if a %}[{{ v }}]{% else %}{{ v }}{% endif %} }{{ v }}`</script>", {
          a,
          v,
        });
        expect(isHarmless(textIn(html, "script")), html).toBe(true);
      }
    }
  });
});

describe("T09 white space of ECMAScript", () => {
  const spaces = [9, 10, 11, 12, 13, 32, 0xa0, 0x1680, 0x2000, 0x2009, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff];
  test.each(spaces.map((code) => [code.toString(16), String.fromCharCode(code)]))("U+%s", (_, space) => {
    const template = `<script>var a =${space}{{ v }}${space};${space}var d =${space}b${space}/${space}{{ v }};</script>`;
    for (const v of [...attacks, `${space}alert(1)`, `/${space}alert(1)/`]) {
      expect(isHarmless(textIn(render(template, { v }), "script"))).toBe(true);
      expect(isHarmless(textIn(render(template.replaceAll("{{ v }}", "{{ v|tojson }}"), { v }), "script"))).toBe(true);
    }
  });
  test("the twin runs a bare value", () =>
    expect(runs("<script>var a = {{ v }};</script>", { v: "alert(1)" })).toBe(true));
});

describe("T10 comments of scripts", () => {
  test.each(["<!-- {{ v }}\n", "--> {{ v }}\n", "// {{ v }}\n", "/* {{ v }} */", "#! {{ v }}\n"])("%j", (comment) => {
    const template = `<script>${comment}var a = 1;</script>`;
    if (refusalOf(template) !== undefined) return;
    for (const v of attacks) {
      const html = render(template, { v });
      expect(count(html, "script")).toBe(1);
      expect(alerts(textIn(html, "script")), html).toBe(false);
    }
  });
  test("the twin leaves a comment by its line end", () => {
    expect(runs("<script>// {{ v }}\n</script>", { v: "\nalert(1)" })).toBe(true);
  });
});

describe("T11 words that HTML reads in scripts", () => {
  test("values behind the author's own keep the script one", () => {
    holds('<script>var s = "{{ v|tojson }}";</script>');
    holds("<script>var s = {{ v|tojson }};</script>");
    const template = '<script>var s = "<!--<script>{{ v|tojson }}";</script></script>';
    for (const v of attacks) expect(count(render(template, { v }), "script")).toBe(1);
  });
  test.each(["</script><script>alert(1)", "<!--", "<script"])("%j through tojson has no <", (v) => {
    expect(render("{{ v|tojson }}", { v })).not.toContain("<");
    expect(textIn(render("<script>var a = {{ v|tojson }}</script>", { v }), "script")).not.toContain("<");
  });
  test("nor is a word completed by a value", () => holds('<script>var s = "</{{ v }}>", t = "<{{ v }}";</script>'));
});

describe("T12 what toJSON() throws", () => {
  test("does not come into the page", () => {
    const v = {
      toJSON() {
        throw new Error("*/</script><script>alert(1)");
      },
    };
    for (const template of ["<script>{{ v|tojson }}</script>", "<script>var a = {{ v }}</script>"]) {
      let message = "";
      try {
        message = render(template, { v });
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message).not.toContain("<script>alert");
    }
  });
});

describe("T13 the type of a script", () => {
  test.each([
    "",
    " ",
    "text/javascript;x=y",
    "module",
    "TEXT/JavaScript",
    "text&#47;javascript",
    "zork",
    "text/ecmascript",
  ])("%j is executed", (type) => holds(`<script type="${type}">var a = {{ v }}, b = "{{ v }}";</script>`));
  test("language, too", () => holds("<script language=javascript>var a = {{ v }};</script>"));
  test.each(["importmap", "speculationrules", "application/json", "application/ld+json"])("%s stays JSON", (type) => {
    for (const v of attacks) {
      const html = render(`<script type="${type}">{"a": {{ v }}, "b": "{{ v }}"}</script>`, { v });
      expect(count(html, "script")).toBe(1);
      expect(Object.keys(JSON.parse(textIn(html, "script")) as object)).toEqual(["a", "b"]);
    }
  });
  test.each(["type", "language"])("a value as %s is refused", (name) => {
    expect(refusalOf(`<script ${name}="{{ t }}">1</script>`)).toBe("ESCAPE_SCRIPT_TYPE");
    expect(refusalOf(`<script ${name}={{ t }}>1</script>`)).toBe("ESCAPE_SCRIPT_TYPE");
  });
  test("the twin takes code for a value", () => {
    expect(runs('<script type="">var a = {{ v }}</script>', { v: "alert(1)" })).toBe(true);
  });
});

describe("T14 T15 regular expressions", () => {
  test.each([
    "<script>r = /{{ v }}/</script>",
    "<script>r = /[{{ v }}]/</script>",
    "<script>r = /[/{{ v }}/]/u</script>",
    "<script>if (b) r = /a{{ v }}/g</script>",
  ])("T14 %s is refused", (template) => expect(refusalOf(template)).toBe("ESCAPE_REGEXP"));
  test.each("return yield typeof case do else in of await void delete throw".split(" "))(
    "T15 behind %s a / begins one",
    (word) => expect(refusalOf(`<script>function* g() { ${word} /{{ v }}/ }</script>`)).toBe("ESCAPE_REGEXP"),
  );
  test.each([0xa0, 0x2028, 0x2029, 0x3000, 0xfeff].map((code) => [code.toString(16), String.fromCharCode(code)]))(
    "T15 the white space U+%s ends a keyword, or a name",
    (_, space) => {
      expect(refusalOf(`<script>function f() { return${space}/{{ v }}/ }</script>`)).toBe("ESCAPE_REGEXP");
      const divided = `<script>var a = b${space}/{{ v }}/2, d = {{ v }}${space}+ 1;</script>`;
      for (const v of attacks) expect(isHarmless(textIn(render(divided, { v }), "script"))).toBe(true);
      expect(textIn(render(divided, { v: "x y" }), "script")).toContain(`d = "x\\u0020y"${space}+ 1`);
    },
  );
  test("T15 behind the dot of a number a / divides, behind any other it does not", () => {
    expect(refusalOf("<script>f(.../{{ v }}/)</script>")).toBe("ESCAPE_REGEXP");
    expect(textIn(render("<script>var a = 1. / {{ v }} / 2;</script>", { v: 4 }), "script")).toBe(
      "var a = 1. /  4  / 2;",
    );
  });
  test("T15 a wrong guess is harmless: what is printed has only letters and digits", () => {
    // A parenthesis does not say whether the statement has ended. Both readings are tried.
    for (const template of ["<script>if (b) /{{ v }}/.test(c)</script>", "<script>f((b) / {{ v }} / c)</script>"]) {
      for (const v of attacks) {
        if (refusalOf(template) !== undefined) continue;
        expect(alerts(textIn(render(template, { v }), "script"))).toBe(false);
      }
    }
  });
});

describe("T28 event handlers", () => {
  const template = "<p onclick=\"f('{{ a }}','{{ b }}')\">x</p>";
  test("a backslash in one value gives the next one nothing", () => {
    for (const a of ["\\", ...attacks]) {
      for (const b of [",alert(1))//", "');alert(1)//", "&#39;);alert(1)//"]) {
        const attributes = attributesOf(render(template, { a, b }), "p");
        expect(Object.keys(attributes)).toEqual(["onclick"]);
        expect(isHarmless(attributes["onclick"]!)).toBe(true);
      }
    }
  });
  test("with tojson, between quotes of either kind", () => {
    for (const quote of ['"', "'"]) {
      for (const v of attacks) {
        const html = render(`<p onclick=${quote}f({{ v|tojson }}, {{ v }})${quote}>x</p>`, { v });
        expect(isHarmless(attributesOf(html, "p")["onclick"]!)).toBe(true);
      }
    }
  });
  test("the twin runs the second value", () => {
    expect(alerts(attributesOf(twin(template, { a: "\\", b: ",alert(1))//" }), "p")["onclick"]!)).toBe(true);
  });
});

describe("T45 JSON", () => {
  const values = ["</script>", "<!--", "]]>", "\u2028\u2029", "&'\"", { a: ["</script><script>alert(1)</script>"] }];
  test.each(values)("%j reads back from every place", (v) => {
    const script = render("<script>var a = {{ v|tojson }};</script>", { v });
    expect(count(script, "script")).toBe(1);
    expect(new Function(`${textIn(script, "script")} return a;`)()).toEqual(v);
    const data = render('<script type="application/ld+json">{{ v|tojson }}</script>', { v });
    expect(JSON.parse(textIn(data, "script"))).toEqual(v);
    expect(JSON.parse(attributesOf(render("<p data-x='{{ v|tojson }}'>x</p>", { v }), "p")["data-x"]!)).toEqual(v);
    expect(JSON.parse(attributesOf(render('<p data-x="{{ v|tojson }}">x</p>', { v }), "p")["data-x"]!)).toEqual(v);
  });
});
