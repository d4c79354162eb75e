/** The visit on Node, Bun and Deno: prints its journal. The argument names the module of compiled templates. */
import { PrecompiledLoader, type PrecompiledTemplate } from "ampoule/templates";
import { createApp } from "./app.ts";
import { visit } from "./visit.ts";

const { templates } = (await import(process.argv[2] ?? "")) as {
  readonly templates: Readonly<Record<string, PrecompiledTemplate>>;
};
console.log(JSON.stringify(await visit(createApp(new PrecompiledLoader(templates)))));
