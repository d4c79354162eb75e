/** A part of an application that is declared by itself and registered under a prefix (Flask's `Blueprint`). */

import { Hooks } from "./hooks.ts";
import { checkOptionNames, type NamesOf } from "./option-names.ts";
import type { NoConverters } from "./routing/types.ts";
import { Scope } from "./scope.ts";
import type { RouteDeclaration } from "./views.ts";

/** What a blueprint is made with. */
export interface BlueprintOptions {
  /** Put before its rules. @default none */
  readonly prefix?: string;
  /** `import.meta.url`, when it has folders of its own. */
  readonly root?: string;
  /** A folder of templates, beside `root`. The application's templates are looked for first, so it can override them. */
  readonly templates?: string;
  /** A folder of files, beside `root`, served at `<prefix>/static/…` as `<name>.static`. */
  readonly static?: string;
}

/** How a blueprint is registered. */
export interface RegisterOptions {
  /** Another name, when it is registered twice. */
  readonly name?: string;
  /** Another prefix than its own. */
  readonly prefix?: string;
}

const OPTIONS: NamesOf<BlueprintOptions> = { prefix: true, root: true, templates: true, static: true };
const REGISTER_OPTIONS: NamesOf<RegisterOptions> = { name: true, prefix: true };

/** @throws TypeError for what is no blueprint, and for options that do not exist */
export function checkRegistration(blueprint: unknown, options: RegisterOptions): void {
  if (!(blueprint instanceof Blueprint)) throw new TypeError("register() takes a blueprint: new Blueprint(name)");
  checkOptionNames("register()", options, REGISTER_OPTIONS);
}

/** A blueprint inside another. */
export interface NestedBlueprint {
  readonly blueprint: Blueprint<unknown>;
  readonly options: RegisterOptions;
}

/**
 * A part of an application.
 *
 * Its routes are named `<blueprint>.<name>`; inside, `urlFor(".name")` finds them whatever the blueprint was registered as.
 *
 * @example
 * const admin = new Blueprint("admin", { prefix: "/admin" });
 * admin.beforeRequest((c) => (c.state.user?.admin ? undefined : abort(403)));
 * admin.get("/", function index(c) { return c.render("admin/index.html"); });
 * app.register(admin);
 * app.urlFor("admin.index"); // "/admin/"
 * (await client(app).get("/admin/")).status; // 403
 */
export class Blueprint<C = NoConverters> extends Scope<C> {
  /** Its own name; what its routes are called by begins with the one it is registered as. */
  readonly name: string;
  /** What it was made with. */
  readonly options: BlueprintOptions;
  /** Hooks and error handlers for the whole application (Flask's `before_app_request` and its kin). */
  readonly app: Hooks = new Hooks();
  readonly #declarations: RouteDeclaration[] = [];
  readonly #nested: NestedBlueprint[] = [];
  #registered = false;

  /** @throws TypeError for a name with a dot, since dots separate nested names */
  constructor(name: string, options: BlueprintOptions = {}) {
    super();
    checkBlueprintName(name);
    checkOptionNames(`The blueprint "${name}"`, options, OPTIONS);
    this.name = name;
    this.options = options;
  }

  /**
   * Puts another blueprint inside this one: its prefix and name follow this one's, its hooks run inside this one's.
   *
   * @throws TypeError for itself, Error once it is registered
   */
  register(blueprint: Blueprint<unknown>, options: RegisterOptions = {}): this {
    this.assertOpen();
    checkRegistration(blueprint, options);
    if ((blueprint as unknown) === this) throw new TypeError("A blueprint cannot be registered on itself");
    this.#nested.push({ blueprint, options });
    return this;
  }

  /** The declared routes. */
  get declarations(): readonly RouteDeclaration[] {
    return this.#declarations;
  }

  /** The blueprints inside. */
  get nested(): readonly NestedBlueprint[] {
    return this.#nested;
  }

  /** Called by the application that takes it: what is added later would be lost, so it throws. */
  close(): void {
    this.#registered = true;
  }

  protected override declare(declaration: RouteDeclaration): void {
    this.#declarations.push(declaration);
  }

  protected override assertOpen(): void {
    if (this.#registered) {
      throw new Error(`The blueprint "${this.name}" is registered already; add routes and hooks before app.register()`);
    }
  }
}

/** @throws TypeError for a name that `urlFor` could not take apart again */
export function checkBlueprintName(name: string): void {
  if (!/^[A-Za-z_][\w-]*$/.test(name)) {
    throw new TypeError(`${JSON.stringify(name)} cannot be a blueprint's name: use letters, digits, _ and -`);
  }
}
