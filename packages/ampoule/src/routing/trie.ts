/**
 * The tree of segments that requests are matched against (Werkzeug's state machine, without its regular expressions).
 *
 * At each node the literal segment is tried first, then what is dynamic by weight: single segments and variables that take all the
 * rest. A node is reached by one way only, so a match visits each node at most once, whatever the path.
 */

import type { Segment } from "./rule.ts";
import { type SegmentMatcher, segmentMatcher } from "./segment.ts";
import { compareWeights, segmentWeight, type Weight } from "./weight.ts";

/** What a rule ends in: values that the trie keeps, and hands back in the order they were added. */
export interface Leaf<T> {
  readonly value: T;
  /** Whether the rule ends with a slash, so that the path without one is redirected. */
  readonly slash: boolean;
  /** Whether the slash at the end matters. */
  readonly strict: boolean;
}

interface Edge<T> {
  readonly key: string;
  readonly weight: Weight;
  /** Whether it takes all the rest. */
  readonly spans: boolean;
  readonly matches: SegmentMatcher;
  readonly node: Node<T>;
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  readonly dynamic: Edge<T>[];
  readonly leaves: Leaf<T>[];
}

function createNode<T>(): Node<T> {
  return { literals: new Map(), dynamic: [], leaves: [] };
}

/** Whether a leaf answers this request; it may note what it saw on the way. */
export type Accepts<T> = (leaf: Leaf<T>) => boolean;

/** A rule that matches, and the values of its variables in order. */
export interface Match<T> {
  readonly value: T;
  readonly values: readonly unknown[];
  /** The path lacks the slash that the rule ends with. */
  readonly slashMissing: boolean;
}

/** A segment without the names of its variables: equal keys accept equal texts. */
function segmentKey(segment: Segment): string {
  return segment.parts.map((part) => (typeof part === "string" ? part : part.key)).join("\0");
}

function edge<T>(edges: Edge<T>[], segment: Segment): Node<T> {
  const key = segmentKey(segment);
  const { spans } = segment;
  const known = edges.find((candidate) => candidate.key === key && candidate.spans === spans);
  if (known !== undefined) return known.node;
  const made: Edge<T> = {
    key,
    weight: segmentWeight(segment),
    spans,
    matches: segmentMatcher(segment.parts),
    node: createNode(),
  };
  edges.push(made);
  edges.sort((a, b) => compareWeights(a.weight, b.weight));
  return made.node;
}

export class Trie<T> {
  readonly #root: Node<T> = createNode();

  /**
   * Adds a rule's segments.
   *
   * @param options.strict whether the slash at the end matters
   * @param options.first whether it is tried before the others at the same place
   * @returns the leaves at the same place, before this one was added
   */
  add(segments: readonly Segment[], value: T, options: { strict: boolean; first: boolean }): readonly Leaf<T>[] {
    const { strict } = options;
    const slash = segments.length > 0 && isEmpty(segments.at(-1));
    let node = this.#root;
    for (const segment of slash ? segments.slice(0, -1) : segments) {
      const literal = literalOf(segment);
      if (literal === undefined) node = edge(node.dynamic, segment);
      else {
        const next = node.literals.get(literal) ?? createNode<T>();
        node.literals.set(literal, next);
        node = next;
      }
    }
    const before = node.leaves.filter((leaf) => leaf.slash === slash || !leaf.strict || !strict);
    node.leaves.splice(options.first ? 0 : node.leaves.length, 0, { value, slash, strict });
    return before;
  }

  /** The first rule by weight that matches the path and is accepted. */
  match(segments: readonly string[], accepts: Accepts<T>): Match<T> | undefined {
    const values: unknown[] = [];
    return find(this.#root, segments, 0, values, accepts);
  }
}

function isEmpty(segment: Segment | undefined): boolean {
  return segment !== undefined && segment.parts.length === 0;
}

function literalOf(segment: Segment): string | undefined {
  const [first] = segment.parts;
  return typeof first === "string" && segment.parts.length === 1 ? first : undefined;
}

function find<T>(
  node: Node<T>,
  segments: readonly string[],
  at: number,
  values: unknown[],
  accepts: Accepts<T>,
): Match<T> | undefined {
  const left = segments.length - at;
  const text = segments[at] ?? "";
  if (left === 0 || (left === 1 && text === "")) return leaf(node, left === 1, values, accepts);
  const literal = node.literals.get(text);
  if (literal !== undefined) {
    const match = find(literal, segments, at + 1, values, accepts);
    if (match !== undefined) return match;
  }
  for (const candidate of node.dynamic) {
    const before = values.length;
    if (candidate.spans) {
      const match = rest(candidate, segments.slice(at).join("/"), values, accepts);
      if (match !== undefined) return match;
    } else if (candidate.matches(text, values)) {
      const match = find(candidate.node, segments, at + 1, values, accepts);
      if (match !== undefined) return match;
      values.length = before;
    }
  }
  return undefined;
}

/** A path that ends here, with or without a slash. */
function leaf<T>(node: Node<T>, slash: boolean, values: unknown[], accepts: Accepts<T>): Match<T> | undefined {
  let redirect: Leaf<T> | undefined;
  for (const candidate of node.leaves) {
    if (candidate.slash === slash || !candidate.strict) {
      if (accepts(candidate)) return { value: candidate.value, values, slashMissing: false };
    } else if (candidate.slash && accepts(candidate)) redirect ??= candidate;
  }
  return redirect === undefined ? undefined : { value: redirect.value, values, slashMissing: true };
}

/** A variable that takes all the rest. Where its rule ends with a slash, the text without it is redirected. */
function rest<T>(edge: Edge<T>, text: string, values: unknown[], accepts: Accepts<T>): Match<T> | undefined {
  const before = values.length;
  for (const slashMissing of [false, true]) {
    if (slashMissing && (text.endsWith("/") || !edge.key.endsWith("/"))) continue;
    if (!edge.matches(slashMissing ? `${text}/` : text, values)) continue;
    const found = edge.node.leaves.find(accepts);
    if (found !== undefined) return { value: found.value, values, slashMissing: slashMissing && found.strict };
    values.length = before;
  }
  return undefined;
}
