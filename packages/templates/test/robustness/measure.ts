/** Time as it grows. Only generous bounds: a machine may be busy, but nothing makes quadratic time look linear. */
import { expect } from "vitest";

/** The processor time that `run` takes, in milliseconds. What other processes do meanwhile does not count. */
export function cpuTime(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Four times the work takes four times as long; sixteen times would be quadratic. */
const RATIO = 4;
const MARGIN = 2.2;
/** Milliseconds below which nothing can be said. */
const NOISE = 60;
const ATTEMPTS = 3;

/** Asserts that `run(4 * size)` does not take much more than four times as long as `run(size)`. */
export function expectLinear(run: (size: number) => void, size: number): void {
  run(size);
  let small = Number.POSITIVE_INFINITY;
  let large = Number.POSITIVE_INFINITY;
  const limit = (): number => RATIO * MARGIN * small + NOISE;
  for (let attempt = 0; attempt < ATTEMPTS && large > limit(); attempt++) {
    small = Math.min(
      small,
      cpuTime(() => run(size)),
    );
    large = Math.min(
      large,
      cpuTime(() => run(RATIO * size)),
    );
  }
  expect(large, `${RATIO} times the size took ${large} ms instead of ${small} ms`).toBeLessThanOrEqual(limit());
}
