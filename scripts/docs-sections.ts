/** The parts of the documents that are made of the code: what stands between `<!-- name:begin -->` and `<!-- name:end -->`. */
import { ERROR_STATUSES } from "../packages/ampoule/src/status.ts";
import { REFUSALS, type Refusal, refusalOf } from "./docs-refusals.ts";
import { FAILURES, failureOf } from "./docs-template-errors.ts";

/** A part of a document. */
export interface Section {
  readonly path: string;
  readonly name: string;
  readonly make: () => string;
}

function refusalText(refusal: Refusal): string {
  const { code, refused, cured, note, language = "jinja" } = refusal;
  const { reason, cure } = refusalOf(refusal);
  // A message of a catalogue and a literal are no templates of their own.
  const fence = refusal.run === undefined ? language : language === "ts" ? "js" : "text";
  const throwing = refusal.run === undefined ? "<!-- throws EscapeError -->\n" : "";
  const needs = refusal.templates === undefined ? fence : "text";
  const mark = needs === "jinja" ? throwing : "";
  return [
    `#### ${code}`,
    `${reason}${note === undefined ? "" : ` ${note}`}`,
    `${mark}\`\`\`${needs}\n${refused}\n\`\`\``,
    `${cure}`,
    `\`\`\`${needs}\n${cured}\n\`\`\``,
  ].join("\n\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function failureRow(failure: (typeof FAILURES)[number]): string {
  const { name, message, cure = "" } = failureOf(failure);
  const source = failure.source.length > 70 ? `${failure.source.slice(0, 12)}…` : failure.source;
  return `| \`${failure.code}\` | \`${name}\` | \`${cell(source)}\` | ${cell(message)} | ${cell(cure)} |`;
}

export const SECTIONS: readonly Section[] = [
  { path: "docs/errors.md", name: "refusals", make: () => REFUSALS.map(refusalText).join("\n\n") },
  {
    path: "docs/errors.md",
    name: "template-errors",
    make: () =>
      [
        "| code | class | example | message | cure |",
        "| --- | --- | --- | --- | --- |",
        ...FAILURES.map(failureRow),
      ].join("\n"),
  },
  {
    path: "docs/errors.md",
    name: "statuses",
    make: () =>
      [
        "| status | code | the page says |",
        "| --- | --- | --- |",
        ...Array.from(
          ERROR_STATUSES,
          ([status, row]) => `| ${status} ${row.title} | \`${row.code}\` | ${cell(row.message)} |`,
        ),
      ].join("\n"),
  },
];

function markers(name: string): readonly [begin: string, end: string] {
  return [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
}

/** What a document says in a section; `null` where it has no such section. */
export function sectionIn(text: string, name: string): string | null {
  const [begin, end] = markers(name);
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  return from === -1 || to < from ? null : text.slice(from + begin.length, to).trim();
}

/** The document with another text in a section. @throws Error where it has no such section */
export function withSection(text: string, name: string, content: string): string {
  if (sectionIn(text, name) === null)
    throw new Error(`There is no section ${name}: it needs ${markers(name).join(" and ")}`);
  const [begin, end] = markers(name);
  const start = text.indexOf(begin) + begin.length;
  return `${text.slice(0, start)}\n\n${content}\n\n${text.slice(text.indexOf(end))}`;
}
