/**
 * Ends its process where a mutant loops for ever: counted in the processor's time, so that a busy machine kills no mutant
 * that a quiet one would not.
 */
import { workerData } from "node:worker_threads";

/** Seconds of the processor's time; all tests take less than one. */
const PATIENCE = 5;

const verdicts = workerData as Int32Array;
let seen = -1;
let since = 0;
setInterval(() => {
  const { user } = process.cpuUsage();
  const now = Atomics.load(verdicts, 0);
  if (now !== seen) {
    seen = now;
    since = user;
  } else if (user - since > PATIENCE * 1e6) process.kill(process.pid, "SIGKILL");
}, 200);
