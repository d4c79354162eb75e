/** Attributes in which libraries in the browser look for code. An application may declare these otherwise. */
import type { AttributeRow } from "./kinds.ts";

export const clientRows: readonly AttributeRow[] = [
  // Hyperscript reads all three.
  ["script", "*", "_ script data-script"],
  // htmx: values that begin with `js:` are evaluated; of a trigger, what stands in brackets.
  ["script", "*", "hx-vals hx-vars hx-headers hx-request data-hx-vals data-hx-vars data-hx-headers data-hx-request"],
  ["refused", "*", "hx-trigger data-hx-trigger"],
  ["url", "*", "hx-get hx-post hx-put hx-patch hx-delete hx-push-url hx-replace-url"],
  [
    "url",
    "*",
    "data-hx-get data-hx-post data-hx-put data-hx-patch data-hx-delete data-hx-push-url data-hx-replace-url",
  ],
  // Knockout.
  ["script", "*", "data-bind"],
  // Unpoly.
  ["url", "*", "up-href"],
  // Datastar.
  ["script", "*", "data-signals data-computed"],
];

export const clientPrefixes: readonly AttributeRow[] = [
  // Alpine; Vue and petite-vue, with their short forms.
  ["script", "*", "x- v- @ : # ."],
  // htmx.
  ["script", "*", "hx-on data-hx-on"],
  // Angular and AngularJS.
  ["script", "*", "( [ * ng- data-ng- bind- bindon-"],
  // Unpoly.
  ["script", "*", "up-on- up-watch"],
  // Datastar.
  ["script", "*", "data-on: data-attr: data-class: data-style: data-computed: data-signals: data-bind:"],
];
