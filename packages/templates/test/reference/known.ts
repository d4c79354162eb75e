/** Where the engines differ on purpose. Each with the reason; a case that meets one of them does not count. */
import type { Case } from "./cases.ts";
import type { Outcome } from "./jinja.ts";

interface Known {
  readonly reason: string;
  is(theirs: Outcome, mine: Outcome, given: Case): boolean;
}

const says =
  (message: RegExp) =>
  (outcome: Outcome): boolean =>
    "error" in outcome && message.test(outcome.message);

const aSet = /\{(?:[^:{}]|&#39;:)*\}|\{(?:[^:{}]|':)*\}/;

function sorted(outcome: { readonly output: string }): string {
  return [...outcome.output].sort().join("");
}

export const known: readonly Known[] = [
  {
    reason: "Jinja2 3.1.2 cannot compile a `set` block whose filter has a variable as argument",
    is: says(/^Tried to resolve a name to a reference that was unknown to the frame/),
  },
  {
    reason: "DebugUndefined names the classes of the engine without Python's modules",
    is: (theirs) => "output" in theirs && /no such element: (?:jinja2|__main__)\./i.test(theirs.output),
  },
  {
    reason: "DebugUndefined names a key that is Markup as the text that it is",
    is: (theirs) => "output" in theirs && /no such element: [\w.]+ object\[Markup\(/.test(theirs.output),
  },
  {
    reason: "xmlattr takes names of attributes only, and no code as a value",
    is: (_theirs, mine) => says(/^Invalid character in attribute name|^The attribute .* needs a/)(mine),
  },
  {
    reason: "an unknown filter is an error, also where Jinja2's optimizer drops the expression that has it",
    is: (_theirs, mine) => says(/^No (?:filter|test) named/)(mine),
  },
  {
    reason: "the immutable sandbox refuses list.pop and list.clear, as Jinja2 does since 3.1.5",
    is: (_theirs, mine) => says(/^access to attribute '(?:pop|clear)' of 'list' object is unsafe/)(mine),
  },
  {
    reason: "the filter `int` gives its default for what is too large, as in Jinja2 since 3.1.5",
    is: (theirs, mine) => says(/^cannot convert float infinity to integer/)(theirs) && "output" in mine,
  },
  {
    reason:
      "a parent is compiled for its place when it is rendered, after the statements of the child: which error is first",
    is: (theirs, mine) => says(/^No (?:filter|test) named/)(theirs) && "error" in mine,
  },
  {
    reason:
      "a slice of a constant that has none is an error, also where Jinja2's optimizer makes an undefined value of it",
    is: (_theirs, mine) => says(/^'(?:NoneType|int|float|bool)' object is not subscriptable/)(mine),
  },
  {
    reason: "Jinja2's optimizer evaluates constants, and finds StrictUndefined, in a branch that is never reached",
    is: (theirs) => "error" in theirs && theirs.error === "UndefinedError" && theirs.line === null,
  },
  {
    reason: "what Jinja2's optimizer finds in an included template counts as a template that is missing",
    is: (theirs, mine, { options, templates }) =>
      options["undefined"] === "StrictUndefined" &&
      "output" in theirs &&
      says(/has no (?:element|attribute)/)(mine) &&
      /ignore missing/.test(Object.values(templates).join()),
  },
  {
    reason: "text that is put into Markup is what the value prints as, as in MarkupSafe 3",
    is: (theirs, mine) =>
      "output" in mine && says(/^replace\(\) argument 2 must be str|^The fill character must be a uni/)(theirs),
  },
  {
    reason: "there are no complex numbers",
    is: (_theirs, mine) => says(/^a negative number cannot be raised to a fractional power/)(mine),
  },
  {
    reason: "templates are named by strings: an object is a TypeError before it is looked up",
    is: (_theirs, mine) => says(/^a template is named by/)(mine),
  },
  {
    reason: "a format string's `{0.name}` reads the items of dicts as well, by the one getter of all templates",
    is: (theirs, mine) => says(/^'dict' object has no attribute/)(theirs) && "output" in mine,
  },
  {
    reason: "truncate does not cut a tag in two",
    is: (theirs, mine) => "output" in theirs && "output" in mine && /<[^>]*\.\.\.$/.test(theirs.output),
  },
  {
    reason:
      "Jinja2 makes a call that `trans` is given also in a template that extends another, where nothing is printed",
    is: (theirs, mine, { templates }) =>
      "error" in theirs && "output" in mine && /extends.*trans [^%]*=[^%]*\(/s.test(templates["main"]!),
  },
  {
    reason: "sets print their items in the order in which they came",
    is: (theirs, mine) =>
      "output" in theirs && "output" in mine && aSet.test(theirs.output) && sorted(theirs) === sorted(mine),
  },
];

/** Why an outcome of Jinja2's is not what we want to have. */
export function reasonToDiffer(theirs: Outcome, mine: Outcome, given: Case): string | undefined {
  return known.find((one) => one.is(theirs, mine, given))?.reason;
}
