/** Mistakes in routes: all are the programmer's, so they are thrown when the route is added or the URL is built. */

/**
 * A rule that cannot be read; the message shows the place.
 *
 * @example
 * app.get("/user/<int:id", () => "Hello"); // throws RuleError
 */
export class RuleError extends Error {
  override readonly name = "RuleError";
  /** The rule as it was written. */
  readonly rule: string;
  /** Characters from the beginning of the rule. */
  readonly position: number;

  constructor(rule: string, position: number, problem: string, cure: string) {
    super(`${problem}\n  ${rule}\n  ${" ".repeat(position)}^\n${cure}`);
    this.rule = rule;
    this.position = position;
  }
}

/**
 * Two routes that would answer the same request, or build the same name (Werkzeug's `DuplicateRuleError`).
 *
 * @example
 * app.get("/a/<int:id>", () => "one");
 * app.get("/a/<int:number>", () => "two"); // throws DuplicateRouteError
 */
export class DuplicateRouteError extends Error {
  override readonly name = "DuplicateRouteError";
}

/** Why a URL cannot be built. */
export type BuildFailure =
  | "unknown-name"
  | "missing-parameter"
  | "bad-value"
  | "no-such-method"
  | "no-origin"
  | "signature";

/**
 * A URL that cannot be built (Werkzeug's `BuildError`).
 *
 * @example
 * app.get("/user/<int:id>", { name: "user" }, (c) => `${c.params.id}`);
 * app.urlFor("user", {}); // throws BuildError
 */
export class BuildError extends Error {
  override readonly name = "BuildError";
  /** What is wrong, for programs. */
  readonly reason: BuildFailure;
  /** The name that was asked for. */
  readonly route: string;

  constructor(reason: BuildFailure, route: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
    this.route = route;
  }
}
