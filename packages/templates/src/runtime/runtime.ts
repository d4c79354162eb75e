/** The runtime of an environment: its operators, its getter and its way of calling. */

import type { Calls } from "./access/calls.ts";
import { createCalls } from "./access/calls.ts";
import { createMembers } from "./access/members.ts";
import type { MakeUndefined, Members, Ops, Printing, SandboxPolicy } from "./values/contract.ts";
import { contextualOperations, operations } from "./values/ops.ts";
import { Undefined, type UndefinedType, undefinedMaker } from "./values/undefined.ts";

export interface RuntimeOptions {
  readonly printing: Printing;
  /** Does a format string that is HTML escape each value for its place in it? @default false */
  readonly isContextual?: boolean;
  /** The kind of undefined values. @default Undefined */
  readonly undefined?: UndefinedType;
  /** @default null */
  readonly sandbox?: SandboxPolicy | null;
}

export interface Runtime {
  readonly ops: Ops;
  readonly members: Members;
  readonly calls: Calls;
  readonly makeUndefined: MakeUndefined;
}

/** Makes the runtime that an environment's options ask for. */
export function createRuntime(options: RuntimeOptions): Runtime {
  const { printing, isContextual = false, undefined: type = Undefined, sandbox = null } = options;
  const makeUndefined = undefinedMaker(type);
  const calls = createCalls(sandbox);
  const members = createMembers({ printing, isContextual, makeUndefined, sandbox, calls });
  const ops = isContextual ? contextualOperations[printing] : operations[printing];
  return { ops, members, calls, makeUndefined };
}
