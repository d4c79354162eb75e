import { writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { checkTemplates, precompile } from "@ampoule/templates";
import { CliError, type Command } from "../command.ts";
import { findModule, loadApp } from "../load-app.ts";

export const build: Command = {
  summary: "compile the templates into a module, for hosts that forbid code from strings",
  usage: `ampoule build [MODULE] [--out FILE]

Writes an ES module with all templates as functions. The application takes them with
  templates: new PrecompiledLoader(templates)

  --out  where it goes: templates.precompiled.js unless you say otherwise`,
  options: { out: { type: "string", default: "templates.precompiled.js" } },
  words: 1,
  async run({ values, positionals }, terminal) {
    const { environment } = await loadApp(findModule(positionals[0], terminal), "production", terminal);
    const names = environment.listTemplates();
    const errors = checkTemplates(environment, names);
    if (errors.length > 0) throw new CliError(errors.map(({ explanation }) => explanation).join("\n\n"));
    const file = resolve(terminal.cwd, String(values["out"]));
    writeFileSync(file, precompile(environment, names));
    terminal.out(`${names.length} templates in ${relative(terminal.cwd, file)}`);
    return 0;
  },
};
