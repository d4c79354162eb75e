import { describe, expect, test } from "vitest";
import { Environment, type EnvironmentOptions, StrictUndefined } from "../../src/index.ts";
import { caught } from "./caught.ts";

class Account {
  close(): string {
    return "closed";
  }
}

const uncallable =
  "A sandboxed template calls globals and functions that are `describe`d; let the sandbox's `isSafeCallable` admit others.";
const underscore = "Names that begin with `_` are out of reach in the sandbox.";

function cureOf(source: string, options: EnvironmentOptions = {}): string | undefined {
  const env = new Environment({ printing: "python", ...options });
  return caught(() => env.fromString(source).render({ account: new Account(), list: [], f: () => 1 })).cure;
}

describe("what to do about an error at run time", () => {
  test.each([
    [
      "{{ nope.x }}",
      '`nope` is undefined. Pass it to render(), or allow for its absence with `|default("")` or `is defined`.',
    ],
    ["{{ (1 if false).x }}", "Give it an `else`: `{{ a if test else b }}`."],
    [
      "{% macro m(a) %}{{ a.b }}{% endmacro %}{{ m() }}",
      "Pass it to the macro, or give it a default: `{% macro name(parameter=none) %}`.",
    ],
    [
      "{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}",
      "Call the macro by `{% call name() %}…{% endcall %}`, or ask before: `{% if caller %}`.",
    ],
    [
      "{% block a %}{{ super() }}{% endblock %}",
      "`super()` prints the block that this one replaces, in a template that `extends` another one.",
    ],
    [
      "{% set list.total = 1 %}",
      "Only a namespace has attributes to set: `{% set ns = namespace(total=0) %}{% set ns.total = 1 %}`.",
    ],
    ["{% for x in [1] %}{{ loop(x) }}{% endfor %}", "Write `{% for item in items recursive %}`."],
  ])("%s", (source, cure) => {
    expect(cureOf(source)).toBe(cure);
  });

  test.each([
    ["{{ f|to_nice_yaml }}", "The application registers its own: `env.filters.set(name, function)`."],
    [
      "{% if true %}{{ f is matching('a') }}{% endif %}",
      "The application registers its own: `env.tests.set(name, function)`.",
    ],
    ["{% if true %}{{ 'a'|uper }}{% endif %}", "Did you mean 'upper'?"],
    ["{{ [1]|map('to_nice_yaml')|list }}", "The application registers its own: `env.filters.set(name, function)`."],
    ["{{ f|to_json }}", "Jinja writes `tojson`."],
    ["{{ f|uper }}", "Did you mean 'upper'?"],
  ])("a filter or test that there is not: %s", (source, cure) => {
    expect(cureOf(source)).toBe(cure);
  });

  test.each([
    ["{{ loop.index }}", /belongs to the body of a `for`/],
    ["{{ forloop.counter }}", /Jinja writes `loop`/],
    ["{{ _('a') }}", /needs a catalogue/],
    ["{{ list.loop.x }}", /Check the value/],
  ])("a variable whose name says what is missing: %s", (source, cure) => {
    expect(cureOf(source)).toMatch(cure);
  });

  test("an undefined value that is to be JSON says which one it is", () => {
    expect(cureOf("{{ nope|tojson }}")).toMatch(/^`nope` is undefined\./);
  });

  test.each([{}, { undefined: StrictUndefined }])("messages without a catalogue, %o", (options) => {
    expect(cureOf("{% trans %}a{% endtrans %}", { extensions: ["i18n"], ...options })).toBe(
      "`trans` needs a catalogue: `for (const [name, fn] of translations(catalogue)) env.globals.set(name, fn)`.",
    );
  });
});

describe("what the sandbox refuses, and what would admit it", () => {
  test.each([
    ["{{ account.close() }}", uncallable],
    ["{{ f() }}", uncallable],
    ["{{ ''.__class__.__mro__ }}", underscore],
    ["{{ (''|attr('__class__')).x }}", underscore],
    ["{{ list.append(1) }}", "The sandbox is `immutable`: make a changed copy, as `list + [item]`."],
  ])("%s", (source, cure) => {
    expect(cureOf(source, { sandbox: { immutable: true } })).toBe(cure);
  });

  test("a rule of the application's own", () => {
    expect(cureOf("{{ list.length.x }}", { sandbox: { isSafeAttribute: () => false }, printing: "javascript" })).toBe(
      "The sandbox's `isSafeAttribute` refuses it.",
    );
  });
});
