/** `npm run bench -- templates`: every engine against the hand-written limit, bytes checked equal first. */
import { compare, compareAwaited, type Options, type Subject, table } from "../harness.ts";
import type { Engine } from "./engine.ts";
import * as ampoule from "./engines/ampoule.ts";
import { engine as edge } from "./engines/edge.ts";
import { engine as eta } from "./engines/eta.ts";
import { engine as handlebars } from "./engines/handlebars.ts";
import { engine as hono } from "./engines/hono.ts";
import { engine as liquid } from "./engines/liquid.ts";
import { engine as minijinja } from "./engines/minijinja.ts";
import { engine as nunjucks } from "./engines/nunjucks.ts";
import { engine as pug } from "./engines/pug.ts";
import { engine as react } from "./engines/react.ts";
import { workloads } from "./workloads.ts";

const engines: readonly Engine[] = [
  ampoule.engine,
  ampoule.plain,
  pug,
  hono,
  eta,
  edge,
  nunjucks,
  handlebars,
  react,
  minijinja,
  liquid,
];

/** Attribute order, the spelling of an entity and white space around list items carry no meaning: they may differ. */
function normalised(html: string): string {
  return html
    .trimEnd()
    .replace(/\s*(<\/?(?:ul|li)>)\s*/g, "$1")
    .replace(/&#39;|&#x27;/g, "'")
    .replaceAll("&#x2f;", "/")
    .replace(/<article (?:id="(post-\d+)" class="post"|class="post" id="(post-\d+)")>/g, "<article $1$2>");
}

/** A stream, read to its end. */
async function drained(stream: ReadableStream<string>): Promise<number> {
  const reader = stream.getReader();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return length;
    length += value.length;
  }
}

/** What contextual escaping, `renderAsync` and `stream` cost where they have nothing to do. */
async function ownCosts(options: Options): Promise<string[][]> {
  const rows: string[][] = [
    ["contextual / plain html escaping"],
    ["renderAsync / render"],
    ["stream / render"],
    ["a bare ReadableStream / render"],
  ];
  for (const { name, data } of workloads) {
    const template = ampoule.templateOf(name, "contextual");
    const plain = ampoule.templateOf(name, "html");
    const given = data as never;
    const [, contextual] = compare(
      [
        { name: "plain", run: () => plain.render(given) },
        { name: "contextual", run: () => template.render(given) },
      ],
      options,
    );
    const awaited = await compareAwaited(
      [
        { name: "render", run: () => template.render(given) },
        { name: "renderAsync", run: () => template.renderAsync(given) },
        { name: "stream", run: () => drained(template.stream(given)) },
        { name: "bare", run: () => drained(bareStream(() => template.render(given))) },
      ],
      options,
    );
    [contextual!, ...awaited.slice(1)].forEach(({ ratio }, row) => {
      rows[row]!.push(ratio.toFixed(2));
    });
  }
  return rows;
}

/** The least that a stream can cost. */
function bareStream(render: () => string): ReadableStream<string> {
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(render());
      controller.close();
    },
  });
}

const quick = process.argv.includes("--quick");
const options: Options = quick ? { rounds: 5, slice: 20 } : {};
const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length);
const cells = new Map<string, string[]>([["limit", []], ...engines.map(({ name }): [string, string[]] => [name, []])]);

for (const workload of workloads) {
  const data = workload.data as never;
  const limit = workload.limit as (data: never) => string;
  const expected = normalised(limit(data));
  const subjects: Subject[] = [{ name: "limit", run: () => limit(data) }];
  for (const engine of engines) {
    if (only !== undefined && !engine.name.startsWith(only)) continue;
    const render = engine.prepare(workload.name as never);
    if (render === null) continue;
    const output = normalised(render(data));
    if (output !== expected) {
      const at = [...expected].findIndex((char, i) => output[i] !== char);
      throw new Error(
        `${engine.name} differs on ${workload.name} at ${at}:\n  ${expected.slice(at - 20, at + 60)}\n  ${output.slice(at - 20, at + 60)}`,
      );
    }
    subjects.push({ name: engine.name, run: () => render(data) });
  }
  const results = compare(subjects, options);
  for (const [name, row] of cells) {
    const result = results.find((each) => each.name === name);
    row.push(
      result === undefined
        ? "–"
        : name === "limit"
          ? `1 (${(result.nanoseconds / 1000).toFixed(1)} µs)`
          : result.ratio.toFixed(2),
    );
  }
}

console.log("Slowdown against the hand-written limit (escaping on, equal bytes; smaller is better)\n");
console.log(
  table(
    ["engine", ...workloads.map(({ name }) => name)],
    [...cells].map(([name, row]) => [name, ...row]),
  ),
);
console.log("\nWhat our own ways of rendering cost where nothing is waited for\n");
console.log(table(["", ...workloads.map(({ name }) => name)], await ownCosts(options)));
