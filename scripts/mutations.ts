/**
 * Takes away each escaper, each row of a table and each rule of the state machine, one at a time, and names the test that
 * notices: `npm run mutations`, with `-- --verbose` for all of them.
 */
import { parseArgs } from "node:util";
import { run } from "../packages/markup/test/mutation/run.ts";

const { values } = parseArgs({
  options: { verbose: { type: "boolean", default: false }, workers: { type: "string" } },
});
const workers = values.workers === undefined ? undefined : Number(values.workers);
process.exitCode = (await run(values.verbose, workers)) ? 0 : 1;
