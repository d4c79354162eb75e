/** What the examples of `@ampoule/templates` take for granted. */
import { DictLoader, Environment } from "@ampoule/templates";
import type { Token } from "../../packages/templates/src/syntax/tokens.ts";

export interface StandIns {
  /** An environment with some templates. */
  readonly env: Environment;
  /** The token `in`. */
  readonly token: Token;
}

/** Runs an example. */
export async function withStandIns(run: (names: StandIns) => Promise<unknown>): Promise<void> {
  const loader = new DictLoader({
    "hello.html": "<p>Hello {{ name }}</p>",
    "page.html": "<h1>{{ title }}</h1>",
    "forms.html": "{% macro input(name) %}<input name='{{ name }}'>{% endmacro %}",
  });
  const token: Token = { type: "name", value: "in", number: null, line: 1, column: 1, start: 0, end: 2 };
  await run({ env: new Environment({ loader }), token });
}
