/** The methods and attributes of `range`. */
import { equals } from "../equality.ts";
import { valueError } from "../failures.ts";
import { printers } from "../repr.ts";
import type { Range } from "../values.ts";
import { type MemberTable, type Method, methodTable, type Property, propertyTable } from "./method.ts";

function indexOf(self: Range, item: unknown): number {
  for (let index = 0; index < self.length; index++) if (equals(self.at(index), item)) return index;
  return -1;
}

const oneItem = { params: ["value"], required: 1 };

export const rangeMembers: MemberTable = new Map<string, Method | Property>([
  ...methodTable([
    ["count", oneItem, (_tools, self: Range, item: unknown) => (indexOf(self, item) === -1 ? 0 : 1)],
    [
      "index",
      oneItem,
      (tools, self: Range, item: unknown) => {
        const index = indexOf(self, item);
        if (index === -1) throw valueError(`${printers[tools.printing].repr(item)} is not in range`);
        return index;
      },
    ],
  ]),
  ...propertyTable([
    ["start", (_tools, self: Range) => self.start],
    ["stop", (_tools, self: Range) => self.stop],
    ["step", (_tools, self: Range) => self.step],
  ]),
]);
