/** Time for tests that tell linear from quadratic: what other processes do meanwhile is not the code's fault. */
import process from "node:process";

/** Milliseconds of a processor's time that this thread has had. */
export function cpuTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
