/**
 * `npm run conformance [-- FILE…] [--list] [--async]`: runs vectors recorded from Jinja2 and says how many pass, by area.
 *
 * Fails when fewer than 98 % of the outputs, 98 % of the classes of errors or 95 % of their lines are right.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { errorName, errorPlace, render, renderAsync, type VectorInput } from "./adapter.ts";

interface Expectation {
  readonly output?: string;
  readonly error?: string;
  readonly lineno?: number;
  readonly template?: string;
  readonly message?: string;
}
interface Vector extends VectorInput {
  readonly id: string;
  readonly area: string;
  readonly expect: Expectation;
}
interface Outcome {
  readonly vector: Vector;
  readonly status: "passed" | "failed" | "skipped";
  readonly got: string;
  /** For vectors that expect an error and got one of the right class. */
  readonly line?: boolean;
  readonly message?: boolean;
}

/** Errors of Python itself: a template error at the same place is as good. */
const HOST_ERRORS: ReadonlySet<string> = new Set(
  "TypeError ValueError ZeroDivisionError AttributeError OverflowError AssertionError SyntaxError".split(" "),
);
const BAR = { all: 0.98, errorClass: 0.98, errorLine: 0.95 };

async function run(vector: Vector, isAsync: boolean): Promise<Outcome> {
  try {
    const output = isAsync ? await renderAsync(vector) : render(vector);
    return { vector, status: output === vector.expect.output ? "passed" : "failed", got: JSON.stringify(output) };
  } catch (error) {
    return judgeError(vector, error);
  }
}

function judgeError(vector: Vector, error: unknown): Outcome {
  const got = error instanceof Error ? `${errorName(error)}: ${error.message}` : String(error);
  const reason: unknown = error instanceof Error ? Reflect.get(error, "unsupported") : undefined;
  if (typeof reason === "string") return { vector, status: "skipped", got: reason };
  const { expect } = vector;
  if (expect.error === undefined) return { vector, status: "failed", got };
  const { line } = errorPlace(error);
  const isTemplateError = /^(Template|Undefined|Filter|Security)/.test(errorName(error));
  const sameClass = errorName(error) === expect.error || (HOST_ERRORS.has(expect.error) && isTemplateError);
  return {
    vector,
    status: sameClass ? "passed" : "failed",
    got: `${got} (line ${line})`,
    line: expect.lineno === undefined || expect.lineno === line,
    message: expect.message === undefined || (error as Error).message === expect.message,
  };
}

function vectorsOf(file: string): Vector[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Vector);
}

/** The vectors are not part of the repository: beside it, or where `AMPOULE_CONFORMANCE` says. */
function defaultFiles(): string[] {
  const beside = fileURLToPath(new URL("../../../../shared/conformance/", import.meta.url));
  const folder = process.env["AMPOULE_CONFORMANCE"] ?? beside;
  if (!existsSync(folder)) {
    console.error(`SKIPPED: there are no conformance vectors in ${folder}; name their folder in AMPOULE_CONFORMANCE`);
    process.exit(process.env["AMPOULE_REQUIRE_ALL"] === "1" ? 1 : 0);
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .map((name) => join(folder, name));
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "-" : `${((100 * part) / whole).toFixed(2)} %`;
}

function count(outcomes: readonly Outcome[], status: Outcome["status"]): number {
  return outcomes.filter((outcome) => outcome.status === status).length;
}

function printAreas(outcomes: readonly Outcome[]): void {
  const areas = Map.groupBy(outcomes, ({ vector }) => vector.area.split("/").slice(0, 2).join("/"));
  console.log(`${"area".padEnd(28)} passed  failed  skipped`);
  for (const [area, rows] of [...areas].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const counts = (["passed", "failed", "skipped"] as const).map((status) => String(count(rows, status)).padStart(6));
    console.log(`${area.padEnd(28)} ${counts.join("  ")}`);
  }
}

const options = process.argv.slice(2);
const named = options.filter((option) => !option.startsWith("--"));
const isAsync = options.includes("--async");
const outcomes: Outcome[] = [];
for (const vector of (named.length > 0 ? named : defaultFiles()).flatMap(vectorsOf)) {
  outcomes.push(await run(vector, isAsync));
}

printAreas(outcomes);
const skipped = count(outcomes, "skipped");
const passed = count(outcomes, "passed");
const counted = outcomes.length - skipped;
const errors = outcomes.filter(({ vector, status }) => vector.expect.error !== undefined && status !== "skipped");
const rightClass = errors.filter(({ status }) => status === "passed");
const rightLine = rightClass.filter(({ line }) => line === true).length;
const rightMessage = rightClass.filter(({ message }) => message === true).length;

if (options.includes("--list")) {
  for (const { vector, status, got, line } of outcomes) {
    if (status !== "failed" && line !== false) continue;
    console.log(`\n${vector.id} ${vector.area} ${JSON.stringify(vector.main)}`);
    console.log(
      `  options  ${JSON.stringify(vector.options ?? {})}\n  context  ${JSON.stringify(vector.context ?? {}).slice(0, 300)}`,
    );
    console.log(`  expected ${JSON.stringify(vector.expect)}\n  got      ${got}`);
  }
}
for (const { vector, status, got } of outcomes) if (status === "skipped") console.log(`skipped ${vector.id}: ${got}`);

console.log(
  `\nvectors      ${passed} of ${counted} passed (${percent(passed, counted)}), ${counted - passed} failed, ${skipped} skipped`,
);
console.log(`error class  ${percent(rightClass.length, errors.length)} of ${errors.length}`);
console.log(`error line   ${percent(rightLine, errors.length)}`);
console.log(`message      ${percent(rightMessage, errors.length)} (not judged)`);
const reached =
  counted > 0 &&
  passed >= BAR.all * counted &&
  rightClass.length >= BAR.errorClass * errors.length &&
  rightLine >= BAR.errorLine * errors.length;
if (!reached) {
  console.log("\nbelow the bar: 98 % of all vectors, 98 % of error classes, 95 % of error lines");
  process.exitCode = 1;
}
