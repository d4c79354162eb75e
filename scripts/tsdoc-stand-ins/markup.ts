/** What the examples of `@ampoule/markup` take for granted. */

export interface StandIns {
  /** What came with a request. */
  readonly input: { readonly website: string };
}

/** Runs an example. */
export async function withStandIns(run: (names: StandIns) => Promise<unknown>): Promise<void> {
  await run({ input: { website: "https://kittens.example/" } });
}
