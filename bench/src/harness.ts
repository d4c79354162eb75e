/**
 * Side-by-side timing: every subject runs in every round, in shuffled order, and only ratios within a round count. What
 * the machine does meanwhile then strikes all of them alike.
 */

export interface Subject {
  readonly name: string;
  readonly run: () => unknown;
}

export interface Options {
  /** How many rounds count; the median over them is quoted. */
  readonly rounds?: number;
  /** Milliseconds that each subject runs in each round. */
  readonly slice?: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Nanoseconds per call over about `slice` milliseconds. */
function timeSlice(run: () => unknown, slice: number): number {
  const end = performance.now() + slice;
  let calls = 0;
  const start = performance.now();
  let now = start;
  // The clock costs about 30 ns: look at it once a batch, and let the batch grow with the speed of the subject.
  let batch = 1;
  while (now < end) {
    for (let i = 0; i < batch; i++) run();
    calls += batch;
    const before = now;
    now = performance.now();
    if (now - before < 1) batch *= 2;
  }
  return ((now - start) * 1e6) / calls;
}

/** The same for what gives a promise: one call after the other. */
async function timeAwaitedSlice(run: () => unknown, slice: number): Promise<number> {
  const end = performance.now() + slice;
  let calls = 0;
  const start = performance.now();
  let now = start;
  let batch = 1;
  while (now < end) {
    for (let i = 0; i < batch; i++) {
      const result = run();
      // What is no promise is not waited for: the limit must not pay for that.
      if (result instanceof Promise) await result;
    }
    calls += batch;
    const before = now;
    now = performance.now();
    if (now - before < 1) batch *= 2;
  }
  return ((now - start) * 1e6) / calls;
}

function shuffled<T>(items: readonly T[]): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

export interface Result {
  readonly name: string;
  /** Nanoseconds per call, median over the rounds. */
  readonly nanoseconds: number;
  /** Time against the first subject of the list in the same round, median over the rounds. */
  readonly ratio: number;
}

/** Measures all subjects side by side; the first one is the limit that the ratios refer to. */
export function compare(subjects: readonly Subject[], { rounds = 15, slice = 60 }: Options = {}): Result[] {
  const times = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
  for (const { run } of subjects) timeSlice(run, slice * 3); // warm up: let the optimising compiler finish
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of shuffled(subjects)) times.get(name)!.push(timeSlice(run, slice));
  }
  return resultsOf(subjects, times);
}

/** {@link compare} for subjects of which some give promises. */
export async function compareAwaited(
  subjects: readonly Subject[],
  { rounds = 15, slice = 60 }: Options = {},
): Promise<Result[]> {
  const times = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
  for (const { run } of subjects) await timeAwaitedSlice(run, slice * 3);
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of shuffled(subjects)) times.get(name)!.push(await timeAwaitedSlice(run, slice));
  }
  return resultsOf(subjects, times);
}

function resultsOf(subjects: readonly Subject[], times: ReadonlyMap<string, readonly number[]>): Result[] {
  const limit = times.get(subjects[0]!.name)!;
  return subjects.map(({ name }) => {
    const own = times.get(name)!;
    return { name, nanoseconds: median(own), ratio: median(own.map((time, round) => time / limit[round]!)) };
  });
}

/** A Markdown table, columns padded so that it reads well in a terminal too. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(" | ")} |`;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(line)].join("\n");
}
