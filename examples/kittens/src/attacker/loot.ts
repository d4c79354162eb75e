/** What reached the attacker's site, and for which attack. */
export interface Loot {
  readonly at: Date;
  readonly what: string;
}

const KEPT = 20;
const LONGEST = 200;

/** The attacker's notebook: the last things that arrived for each attack and target. */
export class Notebook {
  readonly #pages: ReadonlyMap<string, Loot[]>;

  constructor(slugs: readonly string[]) {
    this.#pages = new Map(slugs.flatMap((slug) => ["sealed", "unsealed"].map((target) => [key(slug, target), []])));
  }

  /** Whether it was written down: a name that is no attack is not. */
  write(slug: string, target: string, what: string): boolean {
    const page = this.#pages.get(key(slug, target));
    if (page === undefined) return false;
    page.push({ at: new Date(), what: what.slice(0, LONGEST) });
    if (page.length > KEPT) page.shift();
    return true;
  }

  read(slug: string, target: string): readonly Loot[] {
    return this.#pages.get(key(slug, target)) ?? [];
  }

  /** Forgets what came for one attack, or all of it. */
  clear(slug?: string, target?: string): void {
    for (const [name, page] of this.#pages) {
      if (slug === undefined || target === undefined || name === key(slug, target)) page.length = 0;
    }
  }
}

function key(slug: string, target: string): string {
  return `${slug}/${target}`;
}
