import { defineConfig } from "vitest/config";

const conditions = ["ampoule:source", "node", "import", "module", "default"];

/** Tests read the sources, never the build: no build step stands between a change and its test. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "examples/*/test/**/*.test.ts", "scripts/**/*.test.ts"],
    exclude: ["**/*.browser.test.ts", "**/*.reference.test.ts", "**/node_modules/**"],
    testTimeout: 20_000,
  },
});
