/** What a row of the attacks is made of. */
export type Data = Readonly<Record<string, unknown>>;

export interface Attack {
  readonly name: string;
  /** `main`, or templates by their names. */
  readonly template: string | Readonly<Record<string, string>>;
  readonly attack: Data;
  /** In the place of the attack; "harmless7" for each value where it is missing. */
  readonly harmless?: Data;
  /** What both pages are given. */
  readonly given?: Data;
  /** Plain HTML escaping holds as well, or breaks the page in a way that runs nothing. */
  readonly twinHolds?: true;
}

/** An object whose text is another one at every look. */
export function turning(...texts: readonly [string, ...string[]]): { readonly text: string } {
  let looks = 0;
  return {
    get text() {
      return texts[Math.min(looks++, texts.length - 1)]!;
    },
  };
}
