/** Source maps (ECMA-426) from the lines of generated code to those of the template. */
import type { Mapping } from "./writer.ts";

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A number in base 64 VLQ: five bits a digit, the lowest first, the lowest of all for the sign. */
function vlq(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = "";
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += digits[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}

/** A template, and which lines of the generated file come from where in it. */
export interface MappedSource {
  readonly name: string;
  readonly source: string;
  /** In the order of the lines, which count from the beginning of the file. */
  readonly mappings: readonly Mapping[];
}

/** The map of a generated file as JSON. */
export function sourceMap(sources: readonly MappedSource[]): string {
  const lines: string[] = [];
  let before = { source: 0, line: 0, column: 0 };
  sources.forEach(({ mappings }, source) => {
    for (const { generatedLine, span } of mappings) {
      if (lines[generatedLine] !== undefined) continue;
      const here = { source, line: span.line - 1, column: span.column - 1 };
      const fields = [0, source - before.source, here.line - before.line, here.column - before.column];
      lines[generatedLine] = fields.map(vlq).join("");
      before = here;
    }
  });
  return JSON.stringify({
    version: 3,
    sources: sources.map(({ name }) => name),
    sourcesContent: sources.map(({ source }) => source),
    names: [],
    mappings: Array.from(lines, (line) => line ?? "").join(";"),
  });
}

/** The comment that ends a generated file; encoded, so that nothing in a template can end the comment. */
export function sourceMapComment(map: string): string {
  return `//# sourceMappingURL=data:application/json;charset=utf-8,${encodeURIComponent(map.toWellFormed())}`;
}
