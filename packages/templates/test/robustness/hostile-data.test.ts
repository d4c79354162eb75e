/** T37: random expressions over hostile data run no code, call nothing they were not given, and change no prototype. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Environment, type EnvironmentOptions, TemplateError } from "../../src/index.ts";

class Account {
  #balance = 7;
  owner = "o";
  get balance(): number {
    return this.#balance;
  }
  deposit(): string {
    return "deposited";
  }
}

/** What a hostile or careless application may hand to a template. */
const data: Readonly<Record<string, unknown>> = {
  text: "text",
  number: 5,
  list: [1, "a", { k: 1 }],
  dict: JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "k": 1}'),
  map: new Map<unknown, unknown>([["__proto__", { polluted: 1 }]]),
  account: new Account(),
  plain: () => "called",
  type: Account,
  pattern: /a/,
  reflect: Reflect,
  object: Object,
  bound: Function.prototype.call.bind(Function.prototype.call),
  proxy: new Proxy({}, { get: (_target, name) => (typeof name === "string" ? { name } : undefined) }),
  date: new Date(0),
  bare: Object.create(null),
};

/** For each kind of environment: ten thousand in all. */
const RUNS = 3400;
/** Milliseconds, on a busy machine. */
const TIMEOUT = 120_000;

const code = "'globalThis.pwned = 1'";

const names = fc.constantFrom(
  ..."constructor __proto__ prototype call apply bind caller arguments toString valueOf hasOwnProperty __defineGetter__".split(
    " ",
  ),
  ..."__lookupGetter__ isPrototypeOf assign defineProperty setPrototypeOf getPrototypeOf construct exec get set items".split(
    " ",
  ),
  ..."append update pop format format_map k owner balance deposit polluted length 0 then toJSON __html__ name".split(
    " ",
  ),
);
const step = fc.oneof(
  names.map((name) => (/^\d/.test(name) ? `[${name}]` : `.${name}`)),
  names.map((name) => `['${name}']`),
  names.map((name) => `|attr('${name}')`),
  names.map((name) => `|map(attribute='${name}')|list`),
  names.map((name) => `|map('attr', '${name}')|first`),
  names.map((name) => `|groupby('${name}')|list`),
  names.map((name) => `|sum(attribute='${name}', start=[])`),
  names.map((name) => `|selectattr('${name}')|list`),
  names.map((name) => `|default('{0.${name}.${name}}')`),
  fc.constant("()"),
  fc.constant(`(${code})`),
  fc.constant(`(${code})()`),
  fc.constant("(dict, '__proto__', dict)"),
  fc.constant("({'polluted': 1})"),
  names.map((name) => `({'${name}': dict, '__proto__': dict})`),
  names.map((name) => `('${name}', ${code})`),
  names.map((name) => `|format(${name.replace(/^\d/, "x")}=1)`),
  fc.constantFrom("|first", "|list", "|tojson", "|items|list", "|dictsort", "|string", "|safe", "|xmlattr", "|e"),
);
const expression = fc
  .tuple(
    fc.constantFrom(
      ...Object.keys(data),
      "range",
      "namespace",
      "cycler",
      "joiner",
      "lipsum",
      "'{0.__class__}'",
      "self",
      "[]",
      "{}",
    ),
    fc.array(step, { minLength: 1, maxLength: 5 }),
  )
  .map(([start, steps]) => start + steps.join(""));

const prototypes = [Object, Function, Array, String, Number, Map, Set, Promise, RegExp, Date, Account].map(
  (type) => type.prototype,
);

/** What the prototypes look like: the names on them, and what is behind each. */
function snapshot(): unknown[] {
  return prototypes.flatMap((prototype) =>
    Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, descriptor]) => [
      name,
      descriptor.value,
      descriptor.get,
      descriptor.set,
    ]),
  );
}

describe.each<[string, EnvironmentOptions]>([
  ["contextual", {}],
  ["python", { printing: "python", autoescape: false }],
  ["sandboxed", { sandbox: true }],
])("%s", (_name, options) => {
  test(
    "T37 expressions over hostile data",
    () => {
      const env = new Environment(options);
      const before = snapshot();
      const intrinsic = /native code|function anonymous|\[object /;
      fc.assert(
        fc.property(expression, (source) => {
          let out = "";
          try {
            out = env.fromString(`{{ ${source} }}`).render(data);
          } catch (error) {
            // A function of the application may throw what it likes; what the engine throws is its own.
            if (!(error instanceof TemplateError)) expect(String(error), source).toMatch(/^TypeError|^RangeError/);
          }
          expect(out, source).not.toMatch(intrinsic);
          expect(Reflect.get(globalThis, "pwned"), source).toBeUndefined();
          expect(Reflect.get({}, "polluted"), source).toBeUndefined();
        }),
        { numRuns: RUNS },
      );
      expect(snapshot()).toEqual(before);
    },
    TIMEOUT,
  );
});

test("the twin: in JavaScript itself the shortest of these paths runs the code", () => {
  const { text } = data as { readonly text: string };
  const make = Reflect.get(text.constructor, "constructor") as (source: string) => () => void;
  make("globalThis.pwned = 1")();
  expect(Reflect.get(globalThis, "pwned")).toBe(1);
  Reflect.deleteProperty(globalThis, "pwned");
});

test("T37 statements that set hostile names change no prototype", () => {
  const before = snapshot();
  const env = new Environment({ extensions: ["do"] });
  const name = fc.constantFrom("__proto__", "constructor", "prototype", "polluted", "toString", "hasOwnProperty");
  const statement = fc
    .tuple(name, name)
    .map(([first, second]) =>
      [
        `{% set ${first} = {'${second}': 1} %}{{ ${first} }}`,
        `{% set ns = namespace(${first}=1) %}{% set ns.${second} = ns %}{{ ns.${first} }}`,
        `{% do dict.update(${first}={'${second}': 1}) %}{% do bare.setdefault('${second}', 1) %}{{ {}.${first} }}`,
        `{% macro ${first}(${second}='x') %}{{ ${second} }}{% endmacro %}{{ ${first}(${second}=1) }}`,
        `{% for ${first} in [1] %}{{ ${first} }}{% endfor %}{% with ${second} = 1 %}{{ ${second} }}{% endwith %}`,
        `{% block ${first} %}{{ ${second} }}{% endblock %}{{ self.${first}() }}`,
      ].join(""),
    );
  fc.assert(
    fc.property(statement, (source) => {
      const own = { dict: { a: 1 }, bare: Object.create(null) };
      try {
        env.fromString(source).render(own);
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
      }
      expect(Reflect.get({}, "polluted")).toBeUndefined();
    }),
    { numRuns: 300 },
  );
  expect(snapshot()).toEqual(before);
});
