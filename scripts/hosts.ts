/** `npm run test:hosts`: installs the pinned hosts of `hosts/` if they are not there yet, then goes through one application on each. */
import { join } from "node:path";
import { root } from "./docs-files.ts";
import { installPinned, run } from "./pinned.ts";

installPinned(join(root, "hosts"));
run("vitest", ["run", "--config", "vitest.hosts.config.ts", ...process.argv.slice(2)], { cwd: root });
