/** An error's stack, taken apart for the development page. */

import { hostModule } from "../host.ts";

/** One call. */
export interface StackFrame {
  /** The function; empty for the top level of a module. */
  readonly name: string;
  /** Where, as it stands in the stack. */
  readonly place: string;
  /** Whether it is in the application's own files, not in a dependency or the host. */
  readonly own: boolean;
}

/** A few lines of a source file, the one in question marked. */
export interface Excerpt {
  readonly place: string;
  readonly text: string;
}

const CALL = /^\s*at (?:(.*?) \()?(?:(file:\/\/\/?[^\s)]+|\/[^\s)]+?|[A-Za-z]:\\[^)]+?|node:[^\s)]+)):(\d+):(\d+)\)?$/;

/** The calls of a stack, innermost first. */
export function parseStack(error: Error): readonly StackFrame[] {
  const frames: StackFrame[] = [];
  for (const line of (error.stack ?? "").split("\n").slice(0, 60)) {
    const match = CALL.exec(line);
    if (match === null) continue;
    const [, name = "", file = "", row = "", column = ""] = match;
    frames.push({
      name,
      place: `${file}:${row}:${column}`,
      own: !file.startsWith("node:") && !file.includes("/node_modules/"),
    });
  }
  return frames;
}

/** The source around the first call in the application's own files; `undefined` where it cannot be read. */
export function excerptOf(frames: readonly StackFrame[], around = 4): Excerpt | undefined {
  const frame = frames.find((candidate) => candidate.own);
  const match = frame === undefined ? null : /^(.*):(\d+):\d+$/.exec(frame.place);
  const fs = hostModule("node:fs");
  const url = hostModule("node:url");
  if (match === null || fs === undefined || url === undefined) return undefined;
  const [, file = "", row = "0"] = match;
  const line = Number(row);
  try {
    const source = fs.readFileSync(file.startsWith("file:") ? url.fileURLToPath(file) : file, "utf8").split("\n");
    const first = Math.max(1, line - around);
    const width = String(line + around).length;
    const text = source
      .slice(first - 1, line + around)
      .map((code, index) => `${first + index === line ? ">" : " "} ${String(first + index).padStart(width)} | ${code}`)
      .join("\n");
    return { place: `${file}:${row}`, text };
  } catch {
    return undefined;
  }
}
