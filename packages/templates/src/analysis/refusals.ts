/** What the analysis itself refuses, and how a refusal of the state machine gets its place in the template. */
import { EscapeContextError } from "@ampoule/markup";
import { describeContext } from "@ampoule/markup/engine";
import type { TemplateSource } from "../codegen/unit.ts";
import { EscapeError } from "../errors.ts";
import type { TemplateLocation } from "../places.ts";
import type { Span } from "../syntax/nodes.ts";
import type { States } from "./states.ts";

export type RefusalCode =
  | "ESCAPE_BRANCHES"
  | "ESCAPE_LOOP"
  | "ESCAPE_END"
  | "ESCAPE_FRAGMENT_END"
  | "ESCAPE_DYNAMIC_TEMPLATE"
  | "ESCAPE_BODY_IN_TAG"
  | "ESCAPE_RECURSION";

const refusals: Readonly<Record<RefusalCode, readonly [reason: string, cure: string]>> = {
  ESCAPE_BRANCHES: [
    "The ways through the template that lead here are in different places of the page.",
    "Close the quote or the tag inside of the same branch.",
  ],
  ESCAPE_LOOP: [
    "A round of this loop does not end where it began.",
    "Close the quote or the tag inside of the loop's body.",
  ],
  ESCAPE_END: ["This ends inside of a tag, a quoted value or another place that is not text.", "Close it here."],
  ESCAPE_FRAGMENT_END: [
    "What is put in here ends in another place of the page than what it takes the place of.",
    "Close the quote or the tag inside of it.",
  ],
  ESCAPE_DYNAMIC_TEMPLATE: [
    "Which template comes here is known only when the page is rendered, and this is not the text of the page.",
    "Name the template literally, or pass what it prints as a value.",
  ],
  ESCAPE_BODY_IN_TAG: [
    "What is filtered or translated is text of the page, and this is inside of a tag.",
    'Write the attribute around it, and filter or translate its value: title="{{ x|trim }}".',
  ],
  ESCAPE_RECURSION: [
    "The loop is entered again in another place of the page than it began.",
    "Call loop() where the loop itself could stand.",
  ],
};

/** HTML's double escaped script data, which hardly anybody knows (HTML §13.2.5.27). */
const hiddenEnd =
  "Behind `<!--` a `<script` takes the next `</script>` for itself: write `\\x3C` for its `<` in the script.";

/** A refusal of the analysis. */
export function refuse(
  code: RefusalCode,
  places: readonly States[],
  template: TemplateSource,
  span: Span,
  detail?: { readonly reason?: string; readonly cure?: string },
): EscapeError {
  const [reason, cure] = refusals[code];
  const found = places.flatMap((states) => states.contexts);
  const contexts = [...new Set(found.map(describeContext))];
  const where = contexts.length === 0 ? "" : ` (${contexts.join("; ")})`;
  const isHidden = found.some(({ state, scriptData }) => state === "script" && scriptData !== "plain");
  return new EscapeError(`${detail?.reason ?? reason}${where}`, {
    code,
    cure: detail?.cure ?? (isHidden ? `${cure} ${hiddenEnd}` : cure),
    contexts,
    ...location(template, span),
  });
}

/**
 * Gives a refusal of the state machine its place.
 *
 * @param text The text that was read, where the error knows an offset into it
 */
export function locateRefusal(error: unknown, template: TemplateSource, span: Span, text = ""): unknown {
  if (!(error instanceof EscapeContextError)) return error;
  const { reason, cure, code, contexts, offset } = error;
  const where = contexts.length === 0 ? "" : ` (${contexts.join("; ")})`;
  const place = offset === undefined ? span : spanWithin(span, text, offset);
  return new EscapeError(`${reason}${where}`, { code, cure, contexts, ...location(template, place) });
}

function location({ name, filename, source }: TemplateSource, { line, column, length }: Span): TemplateLocation {
  return { templateName: name, filename, source, line, column, length };
}

/** Whitespace control may have taken away lines before the text: then the place is the first line that is known. */
function spanWithin(span: Span, text: string, offset: number): Span {
  const before = text.slice(0, offset).split("\n");
  const column = before.length === 1 ? span.column + offset : before.at(-1)!.length + 1;
  return { line: span.line + before.length - 1, column, length: 1 };
}
