/** `for`: by index over arrays, by iterator over everything else, with a loop object only where one is asked for. */
import type { LoopScopes } from "../analysis/scopes.ts";
import { TemplateAssertionError } from "../errors.ts";
import type { Break, Continue, For } from "../syntax/nodes.ts";
import { descendants } from "../syntax/visit.ts";
import { bind } from "./assignments.ts";
import { type Code, js } from "./code.ts";
import { writeFunction } from "./functions.ts";
import { canInline } from "./loopvar.ts";
import { enterScope, type InlineLoop, inner, type LoopPlace, type Place, variableCode } from "./place.ts";
import { wait } from "./waiting.ts";

export function forLoop(node: For, place: Place): void {
  refuseLoopTarget(node, place);
  const scopes = place.scopes.ofLoop(node);
  if (node.recursive) recursiveLoop(node, scopes, place);
  else if (scopes.loop !== null && !canInline(node)) objectLoop(node, scopes, place);
  else plainLoop(node, scopes, place);
}

function refuseLoopTarget(node: For, { unit, scopes }: Place): void {
  if (!scopes.survey.binds.has("loop")) return;
  for (const part of descendants([node])) {
    if (part.type !== "NameTarget" || part.name !== "loop") continue;
    const message = "Can't assign to special loop variable in for-loop target";
    throw new TemplateAssertionError(message, { ...unit.locate(part.span), cure: "Give the variable another name." });
  }
}

/** Arrays are counted through; other iterables are walked by a cursor, one step at a time. */
function plainLoop(node: For, scopes: LoopScopes, place: Place): void {
  const { unit, fn } = place;
  const { writer } = unit;
  const sequence = fn.fresh("k");
  const isArray = fn.fresh("k");
  const index = fn.fresh("k");
  const inline: InlineLoop = { index, sequence, isArray };
  // Filtering while counting would not know the number of items that are left.
  const filtersFirst = node.filter !== null && scopes.loop !== null;
  const counter = node.filter !== null && !filtersFirst ? fn.fresh("k") : index;

  writer.open(js`{`);
  writer.line(
    js`const ${sequence}=${sequenceOf(node, scopes, place, filtersFirst)},${isArray}=Array.isArray(${sequence});`,
    node.span,
  );
  fn.releaseTemporaries();
  const ran = writeRan(node, place);
  const label = fn.fresh("k");
  const step = fn.isAsync ? wait(js`${sequence}.next()`, place) : js`${sequence}.next()`;
  closing(js`if(!${isArray})await ${sequence}`, place, () => {
    writer.open(js`${label}:for(let ${counter}=0;${isArray}?${counter}<${sequence}.length:${step};${counter}++){`);
    const inside = loopPlace(place, scopes, label, inline);
    bindItem(node, js`${isArray}?${sequence}[${counter}]:${sequence}.value`, inside);
    if (node.filter !== null && !filtersFirst) {
      const test = { ...inside, scope: scopes.test! };
      enterScope(scopes.test!, test);
      writer.line(js`if(!${place.generate.condition(node.filter, test)})continue;`, node.filter.span);
    }
    writeBody(node, inside, ran);
    writer.close(js`}`);
  });
  writeElse(node, scopes, place, ran);
  writer.close(js`}`);
}

/** The body asks for more of `loop` than a counter can tell. */
function objectLoop(node: For, scopes: LoopScopes, place: Place): void {
  const { writer } = place.unit;
  writer.open(js`{`);
  const items = sequenceOf(node, scopes, place, node.filter !== null);
  writeObjectLoop(node, scopes, place, js`${place.unit.helper("loopOver")}(${items},c)`);
  writer.close(js`}`);
}

function writeObjectLoop(node: For, scopes: LoopScopes, place: Place, made: Code): void {
  const { unit, fn } = place;
  const { writer } = unit;
  const loop = fn.fresh("k");
  writer.line(js`const ${loop}=${made};`, node.span);
  fn.releaseTemporaries();
  const ran = writeRan(node, place);
  const label = fn.fresh("k");
  const step = fn.isAsync ? wait(js`${loop}.next()`, place) : js`${loop}.next()`;
  closing(js`await ${loop}`, place, () => {
    writer.open(js`${label}:while(${step}){`);
    const inside = loopPlace(place, scopes, label, null);
    writer.line(js`let ${variableCode(scopes.loop!, inside)}=${loop};`);
    bindItem(node, js`${loop}.item()`, inside);
    writeBody(node, inside, ran);
    writer.close(js`}`);
  });
  writeElse(node, scopes, place, ran);
}

/**
 * Writes a loop. In asynchronous rendering, where items may come from a database or over a network, their source is told when
 * nobody wants more of them: after `break`, an error, or when the reader of a stream has gone.
 *
 * @param cursor the beginning of a statement that calls a method of the cursor
 */
function closing(cursor: Code, { unit, fn }: Place, write: () => void): void {
  const { writer } = unit;
  if (!fn.isAsync) {
    write();
    return;
  }
  writer.open(js`try{`);
  write();
  writer.next(js`}catch(e){`);
  writer.line(js`${cursor}.abandon();`);
  writer.line(js`throw e;`);
  writer.close(js`}`);
  writer.line(js`${cursor}.close();`);
}

/** `loop(items)` renders the whole statement again with other items, one level deeper. */
function recursiveLoop(node: For, scopes: LoopScopes, place: Place): void {
  const { unit, fn, out } = place;
  const { writer } = unit;
  const body = fn.fresh("m");
  const items = fn.fresh("k");
  const depth = fn.fresh("k");
  const parameters = [items, depth, js`out`];
  writeFunction({ unit, name: body, parameters, isAsync: fn.isAsync, span: node.span }, (own) => {
    const inside: Place = { ...place, fn: own, out: js`out`, loop: null };
    const source = node.filter === null ? items : filtered(node, scopes, inside, items);
    writeObjectLoop(node, scopes, inside, js`${unit.helper("loopOver")}(${source},c,${depth},${body})`);
    return js`out`;
  });
  const first = sequenceOf(node, scopes, place, false);
  const call = js`${body}(${first},0,${out})`;
  writer.line(js`${out}=${fn.isAsync ? js`await ${call}` : call};`, node.span);
}

function sequenceOf(node: For, scopes: LoopScopes, place: Place, filters: boolean): Code {
  const { unit, fn } = place;
  const given = place.generate.expression(node.iterable, place);
  const iterable = wantsPairs(node, place) ? js`${unit.helper("pairs")}(${given})` : given;
  const sequence = js`${unit.helper(fn.isAsync ? "asyncSequence" : "sequence")}(${iterable},${fn.at(node.iterable.span)})`;
  return filters ? filtered(node, scopes, place, sequence) : sequence;
}

/** nunjucks walks through a dict by key and value where a loop has two variables; Jinja2 cannot. */
function wantsPairs({ target }: For, { unit }: Place): boolean {
  return unit.options.printing === "javascript" && target.type === "TupleTarget" && target.items.length === 2;
}

/** The items for which the loop's condition holds, found as the loop asks for them. */
function filtered(node: For, scopes: LoopScopes, place: Place, items: Code): Code {
  const { unit, fn } = place;
  const { writer } = unit;
  const name = fn.fresh("m");
  const source = fn.fresh("k");
  const shape = { unit, name, parameters: [source], isAsync: fn.isAsync, isGenerator: true, span: node.filter!.span };
  writeFunction(shape, (own) => {
    const item = own.fresh("k");
    const inside = inner({ ...place, fn: own }, scopes.test!, { loop: null });
    const each = own.isAsync ? js`for await` : js`for`;
    writer.open(js`${each}(const ${item} of ${unit.helper("items")}(${source})){`);
    bind(node.target, item, inside, true);
    enterScope(scopes.test!, inside);
    writer.line(js`if(${place.generate.condition(node.filter!, inside)})yield ${item};`, node.filter!.span);
    writer.close(js`}`);
    return js`undefined`;
  });
  return js`${unit.helper("cursor")}(${name}(${items}))`;
}

function loopPlace(place: Place, scopes: LoopScopes, label: Code, inline: InlineLoop | null): Place {
  const loop: LoopPlace = { label, restore: [] };
  const inlineLoops = new Map(place.inlineLoops);
  if (scopes.loop !== null && inline !== null) inlineLoops.set(scopes.loop, inline);
  return inner(place, scopes.body, { loop, inlineLoops, tracks: true });
}

function bindItem(node: For, item: Code, inside: Place): void {
  if (node.target.type === "NameTarget") bind(node.target, item, inside, true);
  else {
    const whole = inside.fn.fresh("k");
    inside.unit.writer.line(js`const ${whole}=${item};`);
    bind(node.target, whole, inside, true);
  }
}

/** `else` belongs to a loop of which no round was completed: as in Jinja2, `continue` in the first round does not count. */
function writeRan(node: For, { unit, fn }: Place): Code | null {
  if (node.otherwise.length === 0) return null;
  const ran = fn.fresh("k");
  unit.writer.line(js`let ${ran}=false;`);
  return ran;
}

function writeBody(node: For, inside: Place, ran: Code | null): void {
  const { unit } = inside;
  if (unit.options.sandboxed) unit.writer.line(js`c.step(${inside.out}.length,${inside.fn.at(node.span)});`);
  enterScope(inside.scope, inside);
  inside.generate.body(node.body, inside);
  if (ran !== null) unit.writer.line(js`${ran}=true;`);
  if (inside.plan === null || !inside.plan.isLoopInTag(node)) handOn(inside);
}

function writeElse(node: For, scopes: LoopScopes, place: Place, ran: Code | null): void {
  if (ran === null) return;
  const { writer } = place.unit;
  writer.open(js`if(!${ran}){`);
  const inside = inner(place, scopes.otherwise);
  enterScope(scopes.otherwise, inside);
  place.generate.body(node.otherwise, inside);
  writer.close(js`}`);
}

/** In asynchronous rendering the output may be a stream: what has been finished is handed on. */
function handOn({ unit, fn, out }: Place): void {
  if (fn.isAsync) unit.writer.line(js`if(${out}.length>c.run.limit)${out}=await c.run.flush(${out});`);
}

export function leaveLoop(node: Break | Continue, { unit, loop }: Place): void {
  for (const statement of [...loop!.restore].reverse()) unit.writer.line(statement);
  const keyword = node.type === "Break" ? js`break` : js`continue`;
  unit.writer.line(js`${keyword} ${loop!.label};`, node.span);
}
