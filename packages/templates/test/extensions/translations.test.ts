import { describe, expect, test } from "vitest";
import { i18n } from "../../src/extensions/i18n.ts";
import { type Catalogue, nullCatalogue, translations } from "../../src/extensions/translations.ts";
import { Environment } from "../../src/index.ts";

const german: ReadonlyMap<string, string> = new Map([
  ["Hello %(user)s!", "Hallo <b>%(user)s</b>!"],
  ["Open", "Öffnen"],
  ["100%%", "100 %%"],
]);
const catalogue: Catalogue = {
  gettext: (message) => german.get(message) ?? message,
  ngettext: (_, __, count) => (count === 1 ? "%(num)s Apfel" : "%(num)s Äpfel"),
  pgettext: (context, message) => (context === "adjective" && message === "Open" ? "Offen" : message),
};

function render(source: string, data: Record<string, unknown>, newstyle: boolean, from = catalogue): string {
  const env = new Environment({ extensions: [i18n({ newstyle })], autoescape: "html" });
  for (const [name, fn] of translations(from, { newstyle })) env.globals.set(name, fn);
  return env.fromString(source).render(data);
}

describe("functions of the newer style put the variables in themselves", () => {
  test.each([
    ["{{ gettext('Hello %(user)s!', user=user) }}", "Hallo <b>&lt;Eve&gt;</b>!"],
    ["{{ _('Hello %(user)s!', user=user) }}", "Hallo <b>&lt;Eve&gt;</b>!"],
    ["{% trans user=user %}Hello {{ user }}!{% endtrans %}", "Hallo <b>&lt;Eve&gt;</b>!"],
    ["{% trans num=n %}{{ num }} apple{% pluralize %}{{ num }} apples{% endtrans %}", "3 Äpfel"],
    ["{{ ngettext('apple', 'apples', 1) }}", "1 Apfel"],
    ["{% trans 'adjective' %}Open{% endtrans %}, {% trans %}Open{% endtrans %}", "Offen, Öffnen"],
    ["{{ pgettext('here', '%(context)s') }}", "here"],
    ["{{ npgettext('here', 'a', 'b', 2) }}", "2 Äpfel"],
    ["{% trans %}100%{% endtrans %}", "100 %"],
  ])("%s", (source, output) => {
    expect(render(source, { user: "<Eve>", n: 3 }, true)).toBe(output);
  });
});

describe("functions of the older style only translate", () => {
  test.each([
    ["{{ gettext('Open') }}", "Öffnen"],
    ["{{ gettext('Hello %(user)s!') }}", "Hallo &lt;b&gt;%(user)s&lt;/b&gt;!"],
    ["{% trans user=user %}Hello {{ user }}!{% endtrans %}", "Hallo <b>&lt;Eve&gt;</b>!"],
    ["{% trans %}100%{% endtrans %}", "100%"],
  ])("%s", (source, output) => {
    expect(render(source, { user: "<Eve>" }, false)).toBe(output);
  });
});

test("a catalogue that translates nothing gives the messages themselves", () => {
  const source =
    "{% trans n=n %}one{% pluralize %}{{ n }}{% endtrans %} {{ pgettext('a', 'b') }} {{ npgettext('a', 'b', 'c', 1) }}";
  expect(render(source, { n: 1 }, false, nullCatalogue)).toBe("one b b");
  expect(render(source, { n: 2 }, true, nullCatalogue)).toBe("2 b b");
});
