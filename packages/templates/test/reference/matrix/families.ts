/** The cases of the matrix, by what they are about. */
import type { Case } from "../cases.ts";
import type { Options } from "../options.ts";
import { faults, others, sandboxFaults, spreadFaults } from "./faults.ts";
import { anyArguments, filterArguments } from "./filters.ts";
import { braceFormats, formatCalls, formatted, percentFormats } from "./formats.ts";
import { methods } from "./methods.ts";
import { anyTestArguments, behind, binary, operands, testArguments, unary } from "./operations.ts";
import { made, printing } from "./run.ts";
import { contextOf, preamble, samples } from "./values.ts";

function* filters(options: Options = {}): Generator<Case> {
  for (const [name, own] of Object.entries(filterArguments)) {
    for (const args of new Set([...anyArguments, ...own])) {
      for (const sample of samples) yield made(`(${sample.expression})|${name}${args}`, [sample], options);
    }
  }
}

function* tests(options: Options = {}): Generator<Case> {
  for (const [name, own] of Object.entries(testArguments)) {
    for (const args of [...anyTestArguments, ...own]) {
      for (const sample of samples) yield made(`(${sample.expression}) is ${name}${args}`, [sample], options);
    }
  }
}

/** Python would count until the end of days. */
const endless = /^\((?:huge|large|lowest|year|inf)\)|\((?:huge|large|lowest|year)\)$/;

function* pairs(options: Options = {}): Generator<Case> {
  for (const operator of binary) {
    for (const left of samples) {
      for (const right of samples.filter(({ expression }) => operands.includes(expression))) {
        const expression = `(${left.expression}) ${operator} (${right.expression})`;
        // What Python still formats in bytes, nobody prints.
        if (operator === "%" && left.expression === "bytes") continue;
        if (operator === "**" && endless.test(expression)) continue;
        yield made(expression, [left, right], options);
      }
    }
  }
}

function* single(options: Options = {}): Generator<Case> {
  for (const sample of samples) {
    for (const operator of unary) {
      yield made(`${operator}(${sample.expression})${operator.endsWith("(-") ? ")" : ""}`, [sample], options);
    }
    // Python's own classes have things to look up and to subscribe.
    if (/^(?:range|dict)$/.test(sample.expression)) continue;
    for (const suffix of behind) yield made(`(${sample.expression})${suffix}`, [sample], options);
  }
}

function* methodCalls(options: Options = {}): Generator<Case> {
  for (const { on, calls } of methods) {
    for (const name of on) {
      for (const call of calls) yield printing(`${name}${call} }}|{{ ${name}`, options);
    }
  }
}

function* formats(options: Options = {}): Generator<Case> {
  for (const name of formatted) {
    for (const format of percentFormats) yield printing(`'${format}' % ${name}`, options);
    for (const format of braceFormats) yield printing(`'${format}'.format(${name})`, options);
  }
  for (const call of formatCalls) yield printing(call, options);
}

const before = "one\n  two {{ 1 }}\n";
const after = "\nthree\n{{ 4 }}\n";

function* faulty(sources: readonly string[], options: Options): Generator<Case> {
  for (const source of sources) {
    const main = `${/\bmac\b/.test(source) ? preamble : ""}${source.startsWith("{% extends") ? "\n\n" : before}${source}${after}`;
    const context = contextOf(source);
    yield {
      templates: { ...others, main },
      main: { name: "main" },
      options: { ...options, extensions: ["do", "loopcontrols", "i18n"] },
      context,
    };
  }
}

/** Each family makes its cases when it is asked for them. */
export const families: Readonly<Record<string, () => Iterable<Case>>> = {
  filters: () => filters(),
  "filters, escaping": () => filters({ autoescape: true }),
  tests: () => tests(),
  pairs: () => pairs(),
  "pairs, escaping": () => pairs({ autoescape: true }),
  single: () => single(),
  methods: () => methodCalls(),
  "methods, escaping": () => methodCalls({ autoescape: true }),
  formats: () => formats(),
  faults: () => faulty(faults, {}),
  "faults, escaping": () => faulty(faults, { autoescape: true }),
  "faults, chainable": () => faulty(faults, { undefined: "ChainableUndefined" }),
  "faults, strict": () => faulty(faults, { undefined: "StrictUndefined" }),
  "over several lines": () => faulty(spreadFaults, {}),
  sandbox: () => faulty(sandboxFaults, { environment: "sandboxed" }),
  "immutable sandbox": () => faulty(sandboxFaults, { environment: "immutable_sandboxed" }),
};
