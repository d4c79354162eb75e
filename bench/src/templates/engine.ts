import type { WorkloadName } from "./workloads.ts";

/** An engine under measurement: compiles once, renders often. */
export interface Engine {
  readonly name: string;
  /** Makes the render function of a workload; null where the engine cannot do the work. */
  prepare(workload: WorkloadName): ((data: never) => string) | null;
}
