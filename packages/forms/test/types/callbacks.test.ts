import { expect, test } from "vitest";
import {
  type BoundField,
  defineForm,
  type FieldDefinition,
  file,
  integer,
  string,
  type UploadedFile,
} from "../../src/index.ts";
import { type Equal, holds } from "./expect.ts";

test("validators, filters and defaults in place have typed parameters", () => {
  const fields = {
    a: string({
      validators: [
        (field, form) => {
          holds<Equal<typeof field, BoundField<string | null>>>(true);
          holds<Equal<typeof form.submitted, boolean>>(true);
          return field.data === "x" ? "No x." : undefined;
        },
        // Nothing returned is as good as undefined.
        async (field) => {
          holds<Equal<typeof field.data, string | null>>(true);
        },
      ],
      filters: [(value) => value?.toUpperCase() ?? null],
      default: () => "abc",
    }),
    b: integer({ required: true, validators: [(field) => (field.data === 3 ? "No 3." : undefined)] }),
    c: file({
      validators: [
        (field) => {
          holds<Equal<typeof field.data, UploadedFile | null>>(true);
        },
      ],
    }),
  };
  expect(Object.keys(defineForm(fields).fields)).toEqual(["a", "b", "c"]);
});

test("a field is a FieldDefinition, whatever its types: they can be put into functions", () => {
  const twice = (field: FieldDefinition) => ({ first: field, second: field });
  expect(defineForm(twice(string()))).toBeDefined();
});
