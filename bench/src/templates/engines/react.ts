import { createElement as h } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { Engine } from "../engine.ts";
import type { Hello, LongText } from "../workloads.ts";

const renderers = {
  hello: (d: Hello) => [
    h("h1", { key: 1 }, d.greeting, ", ", d.name, "!"),
    h("p", { key: 2 }, d.count, " new messages"),
  ],
  table: null,
  page: null,
  longtext: (d: LongText) => d.texts.flatMap((text, i) => [h("p", { key: i }, text), "\n"]),
} as const;

/** React drops the line ends between table rows and around the doctype, so those two cannot give equal bytes. */
export const engine: Engine = {
  name: "react-dom",
  prepare(workload) {
    const render = renderers[workload] as ((data: never) => Parameters<typeof renderToStaticMarkup>[0]) | null;
    return render === null ? null : (data) => renderToStaticMarkup(render(data));
  },
};
