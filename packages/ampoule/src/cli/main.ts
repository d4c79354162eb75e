#!/usr/bin/env node
/** `ampoule`: the program. */
import { existsSync } from "node:fs";
import process from "node:process";
import { runCli } from "./cli.ts";

// What is set already stays as it is.
if (existsSync(".env")) process.loadEnvFile(".env");

const code = await runCli(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  out: (text) => console.log(text),
  error: (text) => console.error(text),
});
// An application may hold timers and connections that would keep the process; what was printed is waited for.
process.stdout.write("", () => process.exit(code));
