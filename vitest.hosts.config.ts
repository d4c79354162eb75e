import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** What needs Bun, Deno and workerd, pinned in `hosts/`. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [] } },
  defineConfig({ test: { include: ["hosts/test/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 } }),
);
