/**
 * What is known about a function beyond JavaScript's own: the names of its parameters, so that a template can pass them
 * by keyword, and what it wants of the rendering. Kept beside the function, so that nothing on it can be forged by data.
 */

/** How a function wants to be called. */
export interface Description {
  /** Names of the parameters in order (for a filter or test without the value). A template may pass each by keyword. */
  readonly params?: readonly string[];
  /** How many of `params` must be given. @default 0 */
  readonly required?: number;
  /** Further positional arguments are passed on. @default false where `params` is given */
  readonly rest?: boolean;
  /** Called as `fn(args, kwargs)`: takes whatever it is given. */
  readonly raw?: true;
  /** First argument: the FilterState. For the library itself. */
  readonly passState?: true;
  /** First argument: the render's context. */
  readonly passContext?: true;
  /** First argument: `{ autoescape }` of the place of the call. */
  readonly passEvalContext?: true;
  /** First argument: the Environment. */
  readonly passEnvironment?: true;
  /** Called instead of the function in `renderAsync` and `stream`, with the same arguments (Jinja2's `async_variant`). */
  readonly async?: Callable;
  /** The name in messages. @default the function's own */
  readonly name?: string;
  /** How Python prints it, where that is not `<function name>`: a class, a method. `text` prints what it hangs on. */
  readonly printed?: (text: (value: unknown) => string, address: string) => string;
  /** A sandboxed template may not call it. */
  readonly unsafe?: true;
}

/**
 * A function that templates may call, as filter, test, global or value.
 */
export type Callable = (...args: never[]) => unknown;

const descriptions = new WeakMap<object, Description>();

/**
 * Says how `fn` wants to be called, and returns it.
 *
 * @example
 * ```ts
 * env.filters.set("money", describe((value: number, unit = "€") => `${value} ${unit}`, { params: ["unit"] }));
 * env.fromString('{{ price|money(unit="$") }}').render({ price: 5 }); // "5 $"
 * ```
 */
export function describe<F extends Callable>(fn: F, description: Description): F {
  descriptions.set(fn, description);
  return fn;
}

/** What `describe` said about `fn`. */
export function descriptionOf(fn: object): Description | undefined {
  return descriptions.get(fn);
}

/** The function to call: another one may be described for asynchronous rendering. */
export function variantFor<F extends (...args: unknown[]) => unknown>(
  fn: F,
  description: Description,
  state: { readonly isAsync?: boolean },
): F {
  return typeof description.async === "function" && state.isAsync === true ? (description.async as F) : fn;
}
