/** Unfolds a blueprint, and those inside it, into routes of the application. */

import { type Blueprint, checkBlueprintName, checkRegistration, type RegisterOptions } from "./blueprint.ts";
import { folderBeside } from "./files.ts";
import type { Hooks } from "./hooks.ts";
import { createStatic } from "./http/files.ts";
import type { RouteDeclaration } from "./views.ts";

/** What a registration adds to. */
export interface RegistrationTarget {
  /** Hooks for every request of the application. */
  addHooks(hooks: Hooks): void;
  /** @param chain the blueprints' own hooks, from outer to inner */
  add(rule: string, declaration: RouteDeclaration, chain: readonly Hooks[], blueprint: string): void;
  addTemplates(root: string, folder: string): void;
}

/** Where a blueprint hangs. */
interface Place {
  readonly prefix: string;
  readonly name: string;
  readonly chain: readonly Hooks[];
}

/**
 * Registers a blueprint.
 *
 * @throws DuplicateRouteError when the same blueprint is registered twice under one name
 */
export function registerBlueprint(
  blueprint: Blueprint<unknown>,
  options: RegisterOptions,
  target: RegistrationTarget,
): void {
  checkRegistration(blueprint, options);
  unfold(blueprint, options, { prefix: "", name: "", chain: [] }, target);
}

function unfold(
  blueprint: Blueprint<unknown>,
  options: RegisterOptions,
  outer: Place,
  target: RegistrationTarget,
): void {
  blueprint.close();
  const own = options.name ?? blueprint.name;
  checkBlueprintName(own);
  const place: Place = {
    prefix: joinRules(outer.prefix, options.prefix ?? blueprint.options.prefix ?? ""),
    name: outer.name === "" ? own : `${outer.name}.${own}`,
    chain: [...outer.chain, blueprint],
  };
  target.addHooks(blueprint.app);
  for (const declaration of blueprint.declarations) {
    target.add(joinRules(place.prefix, declaration.rule), declaration, place.chain, place.name);
  }
  addFolders(blueprint, place, target);
  for (const nested of blueprint.nested) unfold(nested.blueprint, nested.options, place, target);
}

function addFolders(blueprint: Blueprint<unknown>, place: Place, target: RegistrationTarget): void {
  const { root, templates, static: folder } = blueprint.options;
  if (templates === undefined && folder === undefined) return;
  if (root === undefined) {
    throw new TypeError(
      `The blueprint "${blueprint.name}" has folders: say where, new Blueprint(name, { root: import.meta.url, … })`,
    );
  }
  if (templates !== undefined) target.addTemplates(root, templates);
  if (folder === undefined) return;
  const serve = createStatic({ root: folderBeside(root, folder) });
  const rule = joinRules(place.prefix, "/static/<path:filename>");
  const view: RouteDeclaration["view"] = (c) => serve(String(c.params["filename"]), c.request.raw);
  target.add(rule, { rule, methods: ["GET"], options: { name: "static" }, view }, place.chain, place.name);
}

/** `/admin` and `/users` are `/admin/users`, as are `/admin/` and `users`; `/admin` and `/` are `/admin/`. One slash between, as in Flask. */
function joinRules(prefix: string, rule: string): string {
  if (prefix === "") return rule;
  if (!prefix.startsWith("/")) throw new TypeError(`The prefix ${JSON.stringify(prefix)} must begin with a slash`);
  return rule === "" ? prefix : `${prefix.replace(/\/+$/, "")}/${rule.replace(/^\/+/, "")}`;
}
