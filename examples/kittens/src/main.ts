import { readOptions } from "./options.ts";
import { DEMO } from "./seed/people.ts";
import { type Running, startAll } from "./start.ts";

/** Ctrl-C and `kill` end the servers once they have answered what they began, then the databases. */
function endOnSignals(running: Running): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      await running.close();
      process.exit(0);
    });
  }
}

try {
  const running = await startAll(readOptions(process.argv.slice(2), process.env));
  endOnSignals(running);
  console.log(`
  Kittens, sealed      ${running.sealed.origin}
  Kittens, unsealed    ${running.unsealed.origin}    the same code, guards off
  The attacker's site  ${running.attacker.origin}

  Demo account         ${DEMO.name}, password ${DEMO.password}

  Log in at both Kittens, then try the attacks. Ctrl-C ends all three.
`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
