import { readOptions } from "./options.ts";
import { DEMO } from "./seed/people.ts";
import { startAll } from "./start.ts";

const { sealed, unsealed, attacker } = await startAll(readOptions(process.argv.slice(2), process.env));

console.log(`
  Kittens, sealed      ${sealed.origin}
  Kittens, unsealed    ${unsealed.origin}    the same code, guards off
  The attacker's site  ${attacker.origin}

  Demo account         ${DEMO.name}, password ${DEMO.password}

  Log in at both Kittens, then try the attacks. Ctrl-C ends all three.
`);
