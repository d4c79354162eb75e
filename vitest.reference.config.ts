import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** What needs the reference implementation: Debian's python3-jinja2 and python3-markupsafe. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [] } },
  defineConfig({
    test: {
      include: ["packages/*/test/**/*.reference.test.ts"],
      exclude: ["**/node_modules/**"],
      testTimeout: 300_000,
    },
  }),
);
