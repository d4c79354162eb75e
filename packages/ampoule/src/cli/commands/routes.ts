import { columns } from "../columns.ts";
import { CliError, type Command, oneOf } from "../command.ts";
import { type AnyApp, findModule, loadApp } from "../load-app.ts";

const ORDERS = ["order", "name", "rule"] as const;

type AnyRoute = AnyApp["routes"]["all"][number];

export const routes: Command = {
  summary: "list the routes, or say which one answers a request",
  usage: `ampoule routes [MODULE] [--sort order|name|rule] [--match "POST /path"]

  --sort    by when they were added (order), by name or by rule
  --match   only the route that answers this request; a path alone is asked with GET`,
  options: { sort: { type: "string", default: "order" }, match: { type: "string" } },
  words: 1,
  async run({ values, positionals }, terminal) {
    const order = oneOf("sort", values["sort"], ORDERS);
    const app = await loadApp(findModule(positionals[0], terminal), "development", terminal);
    if (typeof values["match"] === "string") {
      terminal.out(answerOf(app, values["match"]));
      return 0;
    }
    const all = [...app.routes.all];
    if (order === "name") all.sort((a, b) => compare(a.name, b.name));
    if (order === "rule") all.sort((a, b) => compare(textOf(a), textOf(b)));
    terminal.out(columns([["NAME", "METHODS", "RULE", "TOKEN"], ...all.map(rowOf)]));
    return 0;
  },
};

/** By code units: the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function textOf(route: AnyRoute): string {
  return route.rule.text;
}

/** As declared: that HEAD and OPTIONS are answered as well is no news. */
function methodsOf({ declaredMethods }: AnyRoute): string {
  return [...declaredMethods].join(", ");
}

function rowOf(route: AnyRoute): readonly string[] {
  return [route.name, route.buildOnly ? "–" : methodsOf(route), textOf(route), tokenOf(route)];
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** Who checks the one-time token of a form. */
function tokenOf({ methods, handler }: AnyRoute): string {
  if ([...methods].every((method) => SAFE.has(method))) return "";
  return handler.mounted ? "the mounted application" : handler.csrf;
}

function answerOf(app: AnyApp, request: string): string {
  const [, method = "GET", path = ""] = /^(?:([A-Za-z]+) +)?(\/\S*)$/.exec(request.trim()) ?? [];
  if (path === "")
    throw new CliError(`--match takes a method and a path, as "POST /note", not ${JSON.stringify(request)}`);
  const found = app.routes.resolve(method.toUpperCase(), path.replace(/[?#].*$/, ""));
  switch (found.kind) {
    case "route":
    case "default": {
      const params = Object.entries(found.params).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
      return columns([rowOf(found.route)]) + (params.length > 0 ? `\n${params.join("\n")}` : "");
    }
    case "redirect":
      return `308 ${found.location}`;
    case "method":
      return `405, ${textOf(found.route)} has ${found.allowed.join(", ")}`;
    case "missing":
      return "404";
    case "malformed":
      return "400";
    case "too-long":
      return "414";
  }
}
