import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** What needs Chromium. One file at a time: two browsers on two cores only slow each other down. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [] } },
  defineConfig({
    test: {
      include: ["{packages,examples}/*/test/**/*.browser.test.ts"],
      exclude: ["**/node_modules/**"],
      fileParallelism: false,
      // A browser that misses its moment on a busy machine gets a second one; what is broken fails twice.
      retry: 1,
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  }),
);
