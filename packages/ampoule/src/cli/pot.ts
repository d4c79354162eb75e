/** Messages as a template file of gettext: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html */

/** One message to translate, with everywhere that it stands. */
export interface Entry {
  readonly context: string | undefined;
  readonly id: string;
  readonly plural: string | undefined;
  /** `file:line` */
  readonly references: readonly string[];
  /** What the authors tell the translators. */
  readonly comments: readonly string[];
}

const HEADER = `msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
`;

/** `%(name)s`: translators must leave it as it is. */
const PLACEHOLDER = /%\(\w+\)s/;

/** The text of a POT file. */
export function writePot(entries: readonly Entry[]): string {
  return [HEADER, ...entries.map(writeEntry)].join("\n");
}

function writeEntry({ context, id, plural, references, comments }: Entry): string {
  const lines = [
    ...comments.flatMap((comment) => comment.split("\n").map((line) => `#. ${line}`)),
    ...references.map((reference) => `#: ${reference}`),
    ...(PLACEHOLDER.test(id + (plural ?? "")) ? ["#, python-format"] : []),
    ...(context === undefined ? [] : [`msgctxt ${quoted(context)}`]),
    `msgid ${quoted(id)}`,
    ...(plural === undefined ? ['msgstr ""'] : [`msgid_plural ${quoted(plural)}`, 'msgstr[0] ""', 'msgstr[1] ""']),
  ];
  return `${lines.join("\n")}\n`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** A string of C; one of several lines begins with an empty one, as gettext's own tools write it. */
function quoted(text: string): string {
  const escaped = (part: string): string => `"${part.replace(/[\\"\n\r\t]/g, (char) => ESCAPES[char]!)}"`;
  const parts = text.split(/(?<=\n)/);
  return parts.length > 1 ? ['""', ...parts.map(escaped)].join("\n") : escaped(text);
}
