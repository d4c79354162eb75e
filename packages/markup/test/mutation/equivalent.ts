/** Mutants that change nothing which anybody could see, by the reason why. */
export const EQUIVALENT: Readonly<Record<string, readonly string[]>> = {
  "a shorter way to the same answer": [
    "context/facts.ts: joinFacts(): never a === b",
    "context/facts.ts: factsKey(): never facts === noFacts",
    "context/hole.ts: hole(): never context === htmlText",
    "context/hole.ts: withChanges(): never names.every((name) => changed[name] === context[name])",
    "context/js.ts: jsKey(): never js === jsStart",
    'context/feed.ts: feed(): never text === ""',
    "context/hole.ts: refine(): never !isLink && !isMeta",
    "context/js.ts: joinJs(): never jsKey(a) === jsKey(b)",
    "context/pieces.ts: assemble(): never insertions.length === 0",
    'context/pieces.ts: assemble(): never typeof piece === "string"',
  ],
  "the next state finds the same character and does the same": [
    'context/feed.ts: HANDLERS[name]: never char === "="',
    'context/feed.ts: HANDLERS[beforeValue]: never char === ">"',
    "context/feed.ts: feed(): never fields.pending === FIRST",
  ],
  "what is missing is as good as false or none": [
    "context/facts.ts: noFacts: no nonce",
    "context/facts.ts: noFacts: no partial",
    "context/facts.ts: noFacts: no assumed",
    "context/facts.ts: noFacts: no away",
    "context/facts.ts: noFacts[action]: no text",
    "context/js.ts: jsStart: no escaped",
  ],
  "asked of links and metas only, whose values are of these kinds": [
    'context/hole.ts: assume(): never context.element !== "link" && context.element !== "meta"',
    'context/hole.ts: assume(): never kind !== "url" && kind !== "text"',
  ],
  "the rule behind it says the same": [
    "context/join.ts: stateInTag(): never BEHIND_SPACE.has(a.state) && BEHIND_SPACE.has(b.state)",
  ],
  "another rule refuses it as well": [
    "context/hole.ts: tagHole(): never glued.includes(HOLE) && !/^(?:data|aria)-/.test(glued)",
    'context/hole.ts: tagHole(): does not throw refusal("ESCAPE_ATTRIBUTE_NAME", context)',
  ],
  "facts of a tag that nobody asks for in its content": ['context/tags.ts: enter(): never content !== "script"'],
  "a value that is a list is looked at as a whole": ['context/values.ts: readValue(): no case "ping"'],
  "the row is there; what it says is said by a function": [
    "context/urls.ts: RESOURCE[start]: no escaper",
    "context/urls.ts: RESOURCE[start]: no next",
    "context/urls.ts: RESOURCE[start][escaper]: no name",
  ],
};
