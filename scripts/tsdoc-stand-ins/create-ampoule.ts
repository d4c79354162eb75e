/** What the examples of `create-ampoule` take for granted: nothing. */

export type StandIns = Record<never, never>;

/** Runs an example. */
export async function withStandIns(run: (names: StandIns) => Promise<unknown>): Promise<void> {
  await run({});
}
