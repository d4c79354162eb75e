/** What the development page shows of a request: the outline, with everything that could be a secret masked (V05). */

import type { AnyContext } from "../context.ts";
import { isSecretName, MASKED, visibleText } from "../log.ts";

/** One line of a table. */
export type Row = readonly [name: string, value: string];

/** Longer values are cut: the page is for reading. */
const LONGEST = 300;

function shown(name: string, value: string): string {
  if (isSecretName(name)) return MASKED;
  return visibleText(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
}

function rows(pairs: Iterable<readonly [string, string]>): readonly Row[] {
  return [...pairs].map(([name, value]) => [visibleText(name), shown(name, value)] as const);
}

function valueText(value: unknown): string {
  return typeof value === "string" ? value : String(value);
}

/** The tables of the page; empty ones are left out. */
export function requestTables(c: AnyContext): readonly (readonly [title: string, rows: readonly Row[]])[] {
  const { request, route } = c;
  const tables: readonly (readonly [string, readonly Row[]])[] = [
    [
      "Request",
      rows([
        ["method", request.method],
        ["path", request.path],
        ["route", route === undefined ? "none" : `${route.rule} (${route.name})`],
      ]),
    ],
    [
      "Parameters of the route",
      rows(Object.entries(c.params as object).map(([name, value]) => [name, valueText(value)])),
    ],
    ["Query", rows(safeQuery(c))],
    ["Headers", rows(request.headers)],
  ];
  return tables.filter(([, list]) => list.length > 0);
}

/** The query may be what was wrong in the first place. */
function safeQuery(c: AnyContext): Iterable<readonly [string, string]> {
  try {
    return c.request.query;
  } catch {
    return [];
  }
}
