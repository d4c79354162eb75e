/** The data that templates are rendered with: a fixed set of names, each with random values of one kind. */
import fc from "fast-check";

/** A value as the vectors write it: JSON, and `{"$tag": …}` for what JSON cannot say. */
export type Value = unknown;

/** Letters of several scripts and cases, whitespace of all sorts, what HTML, formats and URLs are made of. */
const characters = [
  ..."abcdefgxyzABCXYZ0123456789",
  ..."      \n\n\t\r\u00a0\u2028\u3000\u000b\u001f",
  ..."<>&\"'`=/\\%{}[]()#$@!?*+-_.,:;|~^",
  ..."éÀßıİſσςΣÆǆǅﬁ漢字かñ٣½Ⅷ²\u0301",
  "😀",
  "👩‍👧",
];

const phrases = [
  "",
  " ",
  "hello world",
  "The quick brown fox jumps over the lazy dog",
  "foo bar  baz\n\nqux\tquux",
  "  padded  ",
  "<b>bold</b> & <i class='x'>it</i>",
  "&lt;p&gt; &amp; &#39;q&#39; &eacute;",
  "ÅNGSTRÖM straße ΟΔΟΣ",
  "it's o'neil-smith (ok) [x] {y}",
  "https://example.com/path?a=1&b=2",
  "see www.example.org, http://x.y/z). or mail me@example.com!",
  "line one\nline two\r\nline three\rfour",
  "42",
  "-7",
  "3.14",
  "1e3",
  " 12 ",
  "0x1F",
  "٣",
  "nan",
  "inf",
  "1_000",
  "True",
  "name",
  "age",
  "a-b_c.d",
  "AaBbCc",
  "zzz",
  "x<y>z",
  "%s and %d",
  "{} {0} {a}",
];

const text = fc.oneof(
  fc.constantFrom(...phrases),
  fc.string({ unit: fc.constantFrom(...characters), maxLength: 24 }),
  fc.string({ unit: fc.constantFrom(..."ab <&\n"), maxLength: 60 }),
);

/** Text that might hold links. */
const link = fc
  .array(
    fc.constantFrom(
      ..."( ) < > &lt; &gt; &amp; . , : ; ! ? ' \" / @ # = % [ ] { }".split(" "),
      " ",
      " ",
      "\n",
      "www.",
      "http://",
      "https://",
      "HTTP://",
      "ftp://",
      "x-y:",
      "mailto:",
      "javascript:",
      "example",
      "ex.org",
      ".com",
      ".net",
      "me@ex.org",
      "/a/b",
      "?q=1&r=é",
      "<b>",
      "</b>",
      "<!--",
      "-->",
      "<a href='x'>",
      "word",
      "long-hyphened-word",
      "ÉCOLE",
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(""));

/** Text that might be a number. */
const digits = fc
  .array(
    fc.constantFrom(
      ..."0 1 7 9 _ . - + e E x b o a f F \t ١ ９ ² ½ inf nan NaN Infinity 0x 0b1 1e5 .5".split(" "),
      " ",
    ),
    {
      maxLength: 5,
    },
  )
  .map((parts) => parts.join(""));

const smallInt = fc.integer({ min: -12, max: 130 });
const hugeInt = fc
  .tuple(fc.bigInt({ min: 2n ** 53n, max: 10n ** 40n }), fc.boolean())
  .map(([size, negative]) => ({ $bigint: String(negative ? -size : size) }));
const int = fc.oneof(
  { weight: 5, arbitrary: smallInt },
  { weight: 2, arbitrary: fc.maxSafeInteger() },
  { weight: 1, arbitrary: hugeInt },
);
const special = fc.constantFrom(
  "0.0",
  "-0.0",
  "1.0",
  "0.1",
  "1e16",
  "1e-5",
  "123456789.0",
  "nan",
  "inf",
  "-inf",
  "1e300",
);
const float = fc
  .oneof(
    special,
    fc.integer({ min: -9999, max: 9999 }).map((hundredths) => String(hundredths / 100)),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  )
  .map((digits) => ({ $float: digits }));
const number = fc.oneof(
  { weight: 4, arbitrary: int },
  { weight: 2, arbitrary: float },
  { weight: 1, arbitrary: fc.boolean() },
);
const markup = text.map((html) => ({ $markup: html }));
const none = fc.constant(null);
const scalar = fc.oneof(text, int, float, fc.boolean(), none, markup);
const small = { maxLength: 6 };

const tree = fc.letrec((tie) => ({
  nodes: fc.array(
    fc.record({
      name: text,
      children: fc.oneof({ maxDepth: 3, depthSize: "small" }, fc.constant([]), tie("nodes")),
    }),
    { maxLength: 3 },
  ),
})).nodes;

const row = fc.record({
  name: text,
  age: fc.oneof({ weight: 5, arbitrary: int }, { weight: 1, arbitrary: float }),
  tags: fc.array(text, { maxLength: 3 }),
  ok: fc.boolean(),
  group: fc.constantFrom("a", "b", "B", "c"),
  inner: fc.record({ deep: scalar }),
});

const key = fc.constantFrom("a", "b", "k", "name", "items", "get", "1", "x y", "é");
const dict = fc.dictionary(key, scalar, { maxKeys: 4 });
const mixedKeys = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 3 }), key), { maxLength: 4 })
  .chain((keys) => fc.tuple(...keys.map((one) => scalar.map((value) => [one, value]))))
  .map((pairs) => ({ $dict: pairs }));

const tupleOf = (items: fc.Arbitrary<Value[]>): fc.Arbitrary<Value> => items.map(($tuple) => ({ $tuple }));

/** A name of the context: what kind of expression it is, and its values. */
interface Datum {
  readonly kind: DataKind;
  readonly values: fc.Arbitrary<Value>;
}

/** Those of kind `seldom` are named by rules only: they print as addresses, or are changed. */
export type DataKind =
  | "seldom"
  | "text"
  | "int"
  | "number"
  | "bool"
  | "list"
  | "texts"
  | "numbers"
  | "rows"
  | "pairs"
  | "dict"
  | "any";

const numbers = fc.array(number, small);

/** Every name of the context. */
export const data: Readonly<Record<string, Datum>> = {
  s: { kind: "text", values: text },
  t: { kind: "text", values: text },
  html: { kind: "text", values: markup },
  link: { kind: "text", values: link },
  digits: { kind: "text", values: digits },
  n: { kind: "int", values: smallInt },
  k: { kind: "int", values: int },
  f: { kind: "number", values: float },
  num: { kind: "number", values: number },
  yes: { kind: "bool", values: fc.boolean() },
  items: { kind: "list", values: fc.array(scalar, small) },
  nested: { kind: "list", values: fc.array(fc.oneof(scalar, fc.array(scalar, small), dict), small) },
  pair: { kind: "list", values: tupleOf(fc.array(scalar, { minLength: 1, maxLength: 3 })) },
  words: { kind: "texts", values: fc.array(text, small) },
  safewords: { kind: "texts", values: fc.array(fc.oneof(text, markup), small) },
  nums: { kind: "numbers", values: numbers },
  ints: { kind: "numbers", values: fc.array(smallInt, small) },
  rows: { kind: "rows", values: fc.array(row, { maxLength: 5 }) },
  pairs: { kind: "pairs", values: fc.array(tupleOf(fc.tuple(text, scalar)), { maxLength: 4 }) },
  d: { kind: "dict", values: dict },
  mixed: { kind: "dict", values: mixedKeys },
  // Small ints in order: that is how Python walks and prints them, too.
  bag: {
    kind: "any",
    values: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), small).map((ints) => ({ $set: ints.sort() })),
  },
  once: { kind: "seldom", values: fc.array(scalar, small).map(($iter) => ({ $iter })) },
  obj: {
    kind: "any",
    values: fc
      .record({ attrs: fc.dictionary(fc.constantFrom("x", "y", "items"), scalar), str: text })
      .map(($object) => ({ $object })),
  },
  stack: { kind: "seldom", values: fc.array(fc.oneof(scalar, smallInt), small) },
  shelf: { kind: "seldom", values: dict.map((made) => ({ $dict: Object.entries(made) })) },
  tree: { kind: "any", values: tree },
  nothing: { kind: "any", values: none },
  whatever: { kind: "any", values: scalar },
  fn: { kind: "seldom", values: scalar.map((ret) => ({ $func: [{ args: [], ret }] })) },
};

/** A context: now and then without some of the names. */
export const context: fc.Arbitrary<Readonly<Record<string, Value>>> = fc.record(
  Object.fromEntries(Object.entries(data).map(([name, { values }]) => [name, values])),
);

/** The names of a kind. */
export function namesOf(kind: DataKind): string[] {
  return Object.entries(data).flatMap(([name, datum]) => (datum.kind === kind ? [name] : []));
}
