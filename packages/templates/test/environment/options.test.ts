import { describe, expect, test } from "vitest";
import { type AutoescapeSelection, selectAutoescape } from "../../src/autoescape.ts";
import { DictLoader, Environment, type EnvironmentOptions } from "../../src/index.ts";
import { renderAll } from "../backends.ts";

/** An environment with options that the types would not admit. */
function made(options: object): Environment {
  return Reflect.construct(Environment, [options]) as Environment;
}

describe("an option of the wrong kind is found when the environment is made", () => {
  test.each([
    [{ loader: { "page.html": "a dict, and no loader" } }, "loader must have a method load()"],
    [{ loader: "templates" }, "loader must have a method load()"],
    [{ undefined: class {} }, "undefined must be Undefined or a class that extends it"],
    [{ finalize: "upper" }, "finalize must be a function"],
    [{ random: 4 }, "random must be a function"],
    [{ extensions: "do" }, "extensions must be a list"],
    [{ extensions: [{ tags: ["now"] }] }, "an extension is an object with an `identifier`"],
    [{ extensions: [null] }, "an extension is an object with an `identifier`"],
    [{ cacheSize: "400" }, "cacheSize must be an integer"],
    [{ autoReload: "no" }, "autoReload must be a boolean"],
    [{ locale: "not a tag" }, "locale must be a BCP 47 tag"],
    [{ timeZone: "Mars/Olympus" }, "timeZone must be an IANA time zone"],
    [{ sandbox: { stps: 5 } }, 'sandbox has no "stps"'],
    [{ policies: { "urlize.real": "nofollow" } }, 'policies has no "urlize.real"'],
  ])("%o", (options, message) => {
    expect(() => made(options)).toThrow(TypeError);
    expect(() => made(options)).toThrow(message);
  });

  test("null and undefined leave the default", () => {
    const names = ["loader", "finalize", "random", "undefined", "locale", "timeZone", "policies"];
    for (const name of names)
      expect(
        made({ [name]: undefined })
          .fromString("{{ 1 }}")
          .render(),
      ).toBe("1");
    expect(made({ loader: null, finalize: null }).fromString("{{ 1 }}").render()).toBe("1");
  });
});

describe("selectAutoescape", () => {
  test("goes by the end of the name, with or without its dot, in any case", () => {
    const selection: AutoescapeSelection = {
      enabledExtensions: ["html", ".htm"],
      disabledExtensions: ["txt", ".Mail"],
      defaultForString: "html",
      default: "html",
    };
    const autoescape = selectAutoescape(selection);
    const names = ["a.html", "a.htm", "A.HTML", "a.txt", "A.TXT", "b.mail", "unknown.foo", "html", null];
    expect(names.map(autoescape)).toEqual([true, true, true, false, false, false, "html", "html", "html"]);
  });

  test("leaves nothing unescaped that nobody named, except text", () => {
    const autoescape = selectAutoescape();
    expect([null, "a.html", "a.xml", "a.html.j2", "a", "a.php"].map(autoescape).map(Boolean)).not.toContain(false);
    expect(["a.txt", "a.txt.j2"].map(autoescape)).toEqual([false, false]);
  });

  test("is an option of the environment", () => {
    const loader = new DictLoader({ "a.tex": "{{ x }}", "a.html": "{{ x }}" });
    const env = new Environment({ loader, autoescape: selectAutoescape({ disabledExtensions: ["tex"] }) });
    expect(["a.tex", "a.html"].map((name) => env.getTemplate(name).render({ x: "<" }))).toEqual(["<", "&lt;"]);
  });
});

describe("the policy json.dumps_function", () => {
  const options = (dumps: (value: unknown, style: object) => unknown): EnvironmentOptions => ({
    policies: { "json.dumps_function": dumps as () => string, "json.dumps_kwargs": { sort_keys: true } },
  });
  const dates = (value: unknown): string =>
    JSON.stringify(value, (_key, item: unknown) => (item instanceof Map ? [...item.keys()] : item));

  test("writes JSON in place of the engine", async () => {
    const setting = { options: options(dates) };
    expect(await renderAll("{{ x|tojson }}", { x: new Map([["a", 1]]) }, setting)).toBe('["a"]');
    expect(await renderAll("<script>x = {{ x|tojson }}</script>", { x: ["</script>"] }, setting)).toBe(
      '<script>x = ["\\u003c\\u002fscript\\u003e"]</script>',
    );
  });

  test("is told how to lay it out", () => {
    const styles: object[] = [];
    const env = new Environment(options((_value, style) => String(styles.push(style))));
    env.fromString("{{ 1|tojson }}{{ 1|tojson(2) }}").render();
    expect(styles).toEqual([
      { sort_keys: true, indent: null },
      { sort_keys: true, indent: "  " },
    ]);
  });

  test("can put neither code nor markup in a page, whatever it gives", () => {
    const render = (source: string, json: unknown): string =>
      new Environment(options(() => json)).fromString(source).render({ x: 1 });
    expect(render("{{ x|tojson }}", "<script>")).toBe("\\u003cscript\\u003e");
    expect(render("<p title='{{ x|tojson }}'>", "' onclick='x")).not.toMatch(/' onclick/);
    expect(() => render("<script>x = {{ x|tojson }}</script>", "alert(1)")).toThrow("JSON");
    expect(() => render("{{ x|tojson }}", { toString: () => "1" })).toThrow("gives a text");
  });
});
