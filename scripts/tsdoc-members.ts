/** The members of classes and interfaces, read as `tsdoc.ts` reads declarations: each begins two spaces in. */
import { commentsOf, type Declaration } from "./tsdoc.ts";

/** A member that everybody can use. */
export interface Member {
  readonly name: string;
  /** `null` without one. Of overloads, and of a getter and its setter: all that have one. */
  readonly doc: string | null;
  /** Of overloads: all of them. */
  readonly text: string;
  /** It overrides or implements what another declaration describes. */
  readonly inherits: boolean;
}

const MEMBER =
  /^ {2}((?:(?:static|readonly|override|async|abstract|get|set|declare) )*)\*?(?:"([^"]+)"|(\[[\w.]+\]|[A-Za-z_$][\w$]*))[?!]?(?=[<(:;=]| =|\n)/gm;
/** Nobody outside can call these. */
const HIDDEN = /^(?:private|protected|static \{)/;

/** The public members of a class or an interface. */
export function membersOf({ text }: Declaration): readonly Member[] {
  const comments = commentsOf(text);
  const found = new Map<string, Member>();
  for (const match of text.matchAll(MEMBER)) {
    const [whole, modifiers = "", quoted, plain = ""] = match;
    const name = quoted ?? plain;
    if (HIDDEN.test(whole.trimStart())) continue;
    const comment = comments.findLast(({ end }) => end <= match.index);
    const attached = comment !== undefined && text.slice(comment.end, match.index).trim() === "";
    const earlier = found.get(name);
    const docs = [earlier?.doc ?? null, attached ? comment.text : null].filter((doc) => doc !== null);
    found.set(name, {
      name,
      doc: docs.length === 0 ? null : docs.join("\n"),
      text: (earlier?.text ?? "") + bodyFrom(text, match.index),
      inherits: modifiers.includes("override") || earlier?.inherits === true,
    });
  }
  return [...found.values()];
}

/** To the line before the next member. */
function bodyFrom(text: string, start: number): string {
  const lines = text.slice(start).split("\n");
  const end = lines.findIndex((line, index) => index > 0 && /^ {0,2}\S/.test(line) && !/^ {2}[)}\]>]/.test(line));
  return lines.slice(0, end === -1 ? lines.length : end).join("\n");
}
