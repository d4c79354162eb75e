import { defineConfig } from "vitest/config";

const conditions = ["ampoule:source", "node", "module", "default"];

/** Tests read the sources, never the build: no build step stands between a change and its test. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    globalSetup: ["scripts/temporary-files.ts"],
    include: ["packages/*/test/**/*.test.ts", "examples/*/test/**/*.test.ts", "scripts/**/*.test.ts"],
    exclude: ["**/*.browser.test.ts", "**/*.reference.test.ts", "**/node_modules/**"],
    setupFiles: process.env["AMPOULE_SEED"] === undefined ? [] : ["scripts/seed.ts"],
    // Vitest leaves a processor to itself, which on two is half of them.
    maxWorkers: "100%",
    // What modules remember between files is only what tests put back (hooks); the rest is a third of the time.
    isolate: false,
    testTimeout: 20_000,
  },
});
