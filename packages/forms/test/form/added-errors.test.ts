import { describe, expect, test } from "vitest";
import { defineForm, list, nested, string } from "../../src/index.ts";

const order = defineForm({
  name: string({ required: true }),
  address: nested({ city: string({ required: true }) }),
  tags: list(string()),
});
const sent = new URLSearchParams("name=ada&address-city=Ulm&tags-0=a&tags-1=b");

describe("errors that only the view can find out", () => {
  test("of a field, a field in a group, an entry of a list, and the form as a whole", async () => {
    const form = await order.validate(sent);
    expect(form.valid).toBe(true);
    form.name.addError("That name is taken.");
    form.address.fields.city.addError({ code: "far", message: "Too far." });
    form.tags.entries[1]?.addError("Sold out.");
    form.addError("The card was declined.");
    expect(form.valid).toBe(false);
    expect(form.errors).toEqual({
      name: ["That name is taken."],
      address: { city: ["Too far."] },
      tags: { 1: ["Sold out."] },
      "": ["The card was declined."],
    });
    expect(form.address.fields.city.issues).toEqual([{ code: "far", message: "Too far." }]);
    expect(form.problem().errors.map(({ pointer, detail }) => [pointer, detail])).toContainEqual([
      "#/name",
      "That name is taken.",
    ]);
  });

  test("they are shown as those of validators are, and escaped", async () => {
    const form = await order.validate(sent);
    form.name.addError("<b>taken</b>");
    expect(String(form.name.render())).toContain('aria-invalid="true"');
    expect(String(form.render())).toContain("&lt;b&gt;taken&lt;/b&gt;");
    expect(String(form.errorSummary())).toContain('href="#name"');
  });

  test("they survive a redirect, and no field can have the name of the method", async () => {
    const form = await order.validate(sent);
    form.addError("The card was declined.");
    expect(order.restore(form.snapshot()).formErrors).toEqual(["The card was declined."]);
    // @ts-expect-error every form has it
    expect(() => defineForm({ addError: string() })).toThrow(/member of every form/);
  });
});
