/** The matrix as Markdown, for docs/csrf.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Arrival, Victim, VictimName } from "./victim.ts";

export interface Played {
  readonly does: string;
  readonly outcomes: Readonly<Partial<Record<VictimName, string>>>;
  /** What the browser said of the request that decided it; none where none was sent. */
  readonly arrival: Arrival | undefined;
}

const HEADS: Readonly<Record<VictimName, string>> = {
  sealed: "with all guards",
  layer1: "layer 1 alone",
  layer2: "layer 2 alone",
  unsealed: "with none",
};

const DOCUMENT = fileURLToPath(new URL("../../../../../docs/csrf.md", import.meta.url));
const BEGIN = "<!-- csrf-matrix:begin -->";
const END = "<!-- csrf-matrix:end -->";

function originOf(origin: string | null, victim: Victim): string {
  if (origin === null) return "no `Origin`";
  if (origin === "null") return "`null`";
  if (origin === victim.origin) return "ours";
  return new URL(origin).hostname.endsWith(victim.domain) ? "the sibling's" : "the attacker's";
}

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function tableOf(rows: readonly Played[], victim: Victim, head: string, columns: readonly VictimName[]): string {
  const heads = [head, "`Sec-Fetch-Site`, `Origin`", ...columns.map((name) => HEADS[name])];
  const lines = rows.map(({ does, outcomes, arrival }) => {
    const said = arrival === undefined ? "" : `\`${arrival.site}\`, ${originOf(arrival.origin, victim)}`;
    return line([does, said, ...columns.map((name) => outcomes[name] ?? "")]);
  });
  return [line(heads), line(heads.map(() => "---")), ...lines].join("\n");
}

export function markdownOf(attacks: readonly Played[], habits: readonly Played[], sealed: Victim): string {
  return [
    "An attacker, while the victim is logged in. Where a guard is off, the session's cookie goes along with everybody's requests:",
    tableOf(attacks, sealed, "the attacker sends", ["sealed", "layer1", "layer2", "unsealed"]),
    "A visitor, with a form of our own:",
    tableOf(habits, sealed, "the visitor", ["sealed", "unsealed"]),
  ].join("\n\n");
}

/** Writes it between its marks. @throws Error where the document has none */
export function writeMatrix(markdown: string): void {
  const text = readFileSync(DOCUMENT, "utf8");
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`docs/csrf.md has no place for the matrix: ${BEGIN} … ${END}`);
  writeFileSync(DOCUMENT, `${text.slice(0, begin + BEGIN.length)}\n\n${markdown}\n\n${text.slice(end)}`);
}

/** What the document shows now. */
export function shownMatrix(): string {
  const text = readFileSync(DOCUMENT, "utf8");
  return text.slice(text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)).trim();
}
