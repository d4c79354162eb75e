import { writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { type Environment, extractMessages } from "@ampoule/templates";
import { CliError, type Command } from "../command.ts";
import { findModule, loadApp } from "../load-app.ts";
import { type Entry, writePot } from "../pot.ts";

export const messages: Command = {
  summary: "collect what templates have to be translated, for gettext",
  usage: `ampoule messages [MODULE] [--out messages.pot] [--comment Translators:]

Writes the messages of all templates as a template file of gettext (POT): of {% trans %} and of the functions _, gettext,
ngettext, pgettext and npgettext.

  --out      where it goes
  --comment  how a comment for translators begins`,
  options: {
    out: { type: "string", default: "messages.pot" },
    comment: { type: "string", default: "Translators:" },
  },
  words: 1,
  async run({ values, positionals }, terminal) {
    const { environment } = await loadApp(findModule(positionals[0], terminal), "development", terminal);
    const entries = entriesOf(environment, String(values["comment"]), terminal.cwd);
    const file = resolve(terminal.cwd, String(values["out"]));
    writeFileSync(file, writePot(entries));
    terminal.out(`${entries.length} messages in ${relative(terminal.cwd, file)}`);
    return 0;
  },
};

/** Which of a function's texts is what. */
const SHAPES: ReadonlyMap<string, readonly (keyof Pick<Entry, "context" | "id" | "plural">)[]> = new Map([
  ["_", ["id"]],
  ["gettext", ["id"]],
  ["ngettext", ["id", "plural"]],
  ["pgettext", ["context", "id"]],
  ["npgettext", ["context", "id", "plural"]],
]);

function entriesOf(env: Environment, comment: string, cwd: string): readonly Entry[] {
  const { loader, syntax, policies } = env.options;
  const entries = new Map<string, Entry>();
  for (const name of env.listTemplates()) {
    const found = loader?.load(name);
    if (found === null || found === undefined) continue;
    if (!("source" in found)) throw new CliError(`${name} was compiled ahead of time: nothing of its source is left`);
    const extracted = extractMessages(found.source, {
      name,
      options: syntax,
      extensions: env.extensions,
      commentTags: [comment],
      trimmed: policies["ext.i18n.trimmed"],
    });
    const file = typeof found.filename === "string" ? relative(cwd, found.filename) : name;
    for (const { functionName, message, line, comments } of extracted) {
      const texts = typeof message === "string" || message === null ? [message] : message;
      add(entries, functionName, texts, { reference: `${file}:${line}`, comments });
    }
  }
  return [...entries.values()];
}

/** The same message in several places is translated once. */
function add(
  entries: Map<string, Entry>,
  functionName: string,
  texts: readonly (string | null)[],
  { reference, comments }: { readonly reference: string; readonly comments: readonly string[] },
): void {
  const parts = (SHAPES.get(functionName) ?? []).map((part, index) => [part, texts[index] ?? null] as const);
  // What is only known when the template is rendered has no translation to prepare.
  if (parts.length === 0 || parts.some(([, text]) => text === null)) return;
  const message = Object.fromEntries(parts) as Partial<Record<"context" | "id" | "plural", string>>;
  const key = JSON.stringify([message.context, message.id, message.plural]);
  const known = entries.get(key);
  entries.set(key, {
    id: message.id ?? "",
    context: message.context,
    plural: message.plural,
    references: [...(known?.references ?? []), reference],
    comments: [...new Set([...(known?.comments ?? []), ...comments])],
  });
}
