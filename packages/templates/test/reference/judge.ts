/** Whether two engines agree. */
import { errorName, errorPlace, render } from "../../conformance/adapter.ts";
import { Unrecorded } from "../../conformance/values.ts";
import { nullCatalogue, translations } from "../../src/extensions/translations.ts";
import { type Environment, TemplateError } from "../../src/index.ts";
import type { Case } from "./cases.ts";
import type { Outcome } from "./jinja.ts";
import { reasonToDiffer } from "./known.ts";

/** Makes the functions known that the tag `trans` calls. */
export function withTranslations({ options }: Case): (env: Environment) => void {
  const functions = translations(nullCatalogue, { newstyle: options["newstyle_gettext"] === true });
  return (env) => {
    for (const [name, translate] of functions) env.globals.set(name, translate);
  };
}

/** What this engine makes of a case. */
export function ours(given: Case): Outcome {
  try {
    return { output: render(given, withTranslations(given)) };
  } catch (error) {
    if (error instanceof Unrecorded) return { skipped: error.unsupported };
    const message = error instanceof Error ? error.message : String(error);
    return {
      error: errorName(error),
      ofJinja: error instanceof TemplateError,
      message,
      line: errorPlace(error).line ?? null,
    };
  }
}

/** `<generator object sync_do_map at 0x7f…>`: no two runs print the same. */
const address = /\b0x[0-9a-f]{6,12}\b/gi;
/** What is left of one by whatever filter it has gone. */
const mangledAddress = /0-?x[-<]?[0-9a-fN]/i;

function withoutAddresses(outcome: Outcome): string | undefined {
  return "output" in outcome ? outcome.output.replaceAll(address, "0x") : undefined;
}

/** `incomparable`: Jinja2 printed an address, or took too long. `known`: different for a reason that is on the list. */
export type Verdict = "same" | "different" | "known" | "incomparable";

/**
 * Texts must be equal byte for byte. Errors must be of one class; where Jinja2 lets an error of Python itself through, any
 * template error will do, but never an error that JavaScript itself raised.
 */
export function judge(theirs: Outcome, mine: Outcome, given: Case): Verdict {
  if ("skipped" in theirs || "skipped" in mine) return "incomparable";
  if ("output" in theirs && mangledAddress.test(theirs.output)) {
    return withoutAddresses(theirs) === withoutAddresses(mine) ? "same" : "incomparable";
  }
  if (agree(theirs, mine)) return "same";
  return reasonToDiffer(theirs, mine, given) === undefined ? "different" : "known";
}

function agree(theirs: Outcome, mine: Outcome): boolean {
  if ("output" in theirs) return "output" in mine && mine.output === theirs.output;
  if (!("error" in theirs && "error" in mine) || !mine.ofJinja) return false;
  return !theirs.ofJinja || theirs.error === mine.error;
}

/** Do two errors blame the same line? Not judged: Jinja2 knows the line of a statement, we know that of the expression. */
export function haveSameLine(theirs: Outcome, mine: Outcome): boolean {
  return "error" in theirs && "error" in mine && theirs.line === mine.line;
}
