/** `attribute=` of map, sort, groupby… (Jinja2's `make_attrgetter`): a dotted path, read by the guarded getter. */
import { isMarkup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import type { FilterState } from "../runtime/values/contract.ts";
import { isUndefined } from "../runtime/values/undefined.ts";

export type Getter = (item: unknown) => unknown;

/** `ignore_case`: text in small letters, everything else as it is. */
export function ignoreCase(value: unknown): unknown {
  if (typeof value === "string") return value.toLowerCase();
  return isMarkup(value) ? createMarkup(value.toString().toLowerCase()) : value;
}

/** `"a.0.b"` is `["a", 0, "b"]`; no attribute is no step at all. */
export function steps(attribute: unknown): unknown[] {
  if (attribute === null || attribute === undefined) return [];
  if (typeof attribute !== "string" && !isMarkup(attribute)) return [attribute];
  return String(attribute)
    .split(".")
    .map((step) => (/^[0-9]{1,15}$/.test(step) ? Number(step) : step));
}

export interface GetterOptions {
  readonly postprocess?: Getter | undefined;
  /** What takes the place of an undefined value, unless it is null. */
  readonly default?: unknown;
}

/** Reads one attribute path of an item; without an attribute, the item itself. */
export function attributeGetter(state: FilterState, attribute: unknown, options: GetterOptions = {}): Getter {
  const path = steps(attribute);
  const { postprocess, default: otherwise = null } = options;
  const { getItem } = state.members;
  return (item) => {
    let value = item;
    for (const step of path) {
      value = getItem(value, step);
      if (otherwise !== null && isUndefined(value)) value = otherwise;
    }
    return postprocess === undefined ? value : postprocess(value);
  };
}

/** Reads several paths, `"a,b.c"`, as a list. */
export function attributesGetter(
  state: FilterState,
  attribute: unknown,
  postprocess?: Getter,
): (item: unknown) => unknown[] {
  const paths = typeof attribute === "string" ? attribute.split(",") : [attribute];
  const getters = paths.map((path) => attributeGetter(state, path, { postprocess }));
  return (item) => getters.map((get) => get(item));
}
