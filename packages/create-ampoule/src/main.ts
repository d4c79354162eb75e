#!/usr/bin/env node
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { CreateError, createProject } from "./create.ts";

const USAGE = `npm create ampoule FOLDER [-- --minimal]

  FOLDER      where the new application goes
  --minimal   one file instead of pages, styles and tests`;

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    strict: true,
    options: { minimal: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  const [directory, ...rest] = positionals;
  if (values.help === true || directory === undefined || rest.length > 0) {
    console.log(USAGE);
    return values.help === true ? 0 : 2;
  }
  const created = createProject({ directory, minimal: values.minimal ?? false });
  console.log(
    `${created.name} is ready: ${created.files.length} files.\n\n  cd ${relative(process.cwd(), created.directory)}\n  npm install\n  npm start\n`,
  );
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  const expected = error instanceof CreateError || (error instanceof TypeError && "code" in error);
  if (!expected) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
