/** Every cell of the tables, written down a second time: a row that is lost or changed is noticed by name. */
import { expect, test } from "vitest";
import { type AttributeKind, defaultTables } from "../../src/tables/attributes.ts";
import { clientPrefixes, clientRows } from "../../src/tables/client.ts";
import { foreignRows } from "../../src/tables/foreign.ts";
import { htmlPrefixes, htmlRows } from "../../src/tables/html.ts";
import type { AttributeRow } from "../../src/tables/kinds.ts";

/** `attribute` on every element, `element/attribute`, `prefix…`. */
const cells: Partial<Record<AttributeKind, string>> = {
  url: `
    href action formaction cite longdesc itemid itemtype src background head/profile param/value object/usemap
    img/usemap input/usemap xlink:href xlink:role xlink:arcrole definitionurl cdgroup hx-get hx-post hx-put
    hx-patch hx-delete hx-push-url hx-replace-url data-hx-get data-hx-post data-hx-put data-hx-patch
    data-hx-delete data-hx-push-url data-hx-replace-url up-href`,
  image: `
    img/src img/lowsrc img/dynsrc image/src image/lowsrc image/dynsrc input/src input/dynsrc input/lowsrc
    video/poster body/background table/background thead/background tbody/background tfoot/background
    tr/background td/background th/background command/icon menuitem/icon image/href image/xlink:href
    feimage/href feimage/xlink:href mglyph/src math/altimg`,
  srcset: `
    srcset imagesrcset`,
  ping: `
    ping attributionsrc`,
  paint: `
    fill stroke mask filter cursor clip-path marker marker-start marker-mid marker-end`,
  resource: `
    script/src script/href script/xlink:href iframe/src frame/src embed/src portal/src fencedframe/src layer/src
    ilayer/src xml/src embed/href embed/pluginspage embed/code object/data object/codebase object/classid
    object/archive applet/code applet/codebase applet/archive applet/object base/href link/href html/manifest
    xml:base`,
  style: `
    style`,
  srcdoc: `
    srcdoc`,
  metaContent: `
    meta/content`,
  scriptType: `
    script/type script/language`,
  charset: `
    meta/charset`,
  refused: `
    script/for script/event script/charset meta/http-equiv meta/scheme xmlns animate/attributename
    animate/attributetype animate/to animate/from animate/by animate/values animatecolor/attributename
    animatecolor/attributetype animatecolor/to animatecolor/from animatecolor/by animatecolor/values
    animatemotion/attributename animatemotion/attributetype animatemotion/to animatemotion/from animatemotion/by
    animatemotion/values animatetransform/attributename animatetransform/attributetype animatetransform/to
    animatetransform/from animatetransform/by animatetransform/values set/attributename set/attributetype set/to
    set/from set/by set/values annotation-xml/encoding hx-trigger data-hx-trigger xmlns:…`,
  enumerated: `
    link/rel link/as link/type link/blocking a/rel area/rel form/rel style/type input/type input/formmethod
    input/formenctype button/type button/formmethod button/formenctype form/method form/enctype iframe/sandbox
    iframe/allow iframe/loading template/shadowrootmode meta/name meta/property crossorigin referrerpolicy dir
    contenteditable draggable maction/actiontype`,
  name: `
    id name for form list headers popovertarget commandfor`,
  script: `
    handler/event handler/handler listener/event listener/handler _ script data-script hx-vals hx-vars
    hx-headers hx-request data-hx-vals data-hx-vars data-hx-headers data-hx-request data-bind data-signals
    data-computed on… x-… v-… @… :… #… .… hx-on… data-hx-on… (… [… *… ng-… data-ng-… bind-… bindon-… up-on-…
    up-watch… data-on:… data-attr:… data-class:… data-style:… data-computed:… data-signals:… data-bind:…`,
};

const words = Object.entries(cells).flatMap(([kind, list]) =>
  list
    .trim()
    .split(/\s+/)
    .map((cell) => [cell, kind] as const),
);

function cellsOf(rows: readonly AttributeRow[], end = ""): string[] {
  return rows.flatMap(([, elements, attributes]) => {
    const names = attributes.split(" ");
    return elements
      .split(" ")
      .flatMap((element) => names.map((name) => (element === "*" ? "" : `${element}/`) + name + end));
  });
}

test.each(words)("%s is %s", (cell, kind) => {
  const name = cell.endsWith("…") ? `${cell.slice(0, -1)}zork` : cell;
  const [element, attribute] = name.includes("/") ? name.split("/") : ["x-any", name];
  expect(defaultTables.attributeKind(element ?? "", attribute ?? "")).toBe(kind);
});

test("no cell of the tables is missing here, and none is there twice", () => {
  const all = [
    ...cellsOf([...htmlRows, ...foreignRows, ...clientRows]),
    ...cellsOf([...htmlPrefixes, ...clientPrefixes], "…"),
  ];
  expect(words.map(([cell]) => cell).sort()).toEqual([...all].sort());
  expect(new Set(all).size).toBe(all.length);
});
