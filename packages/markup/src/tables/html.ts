/** Attributes of HTML whose value is not plain text (WHATWG HTML, index of attributes; the obsolete ones of §16.2 too). */
import type { AttributeRow } from "./kinds.ts";

export const htmlRows: readonly AttributeRow[] = [
  // Navigation and passive content. What is no resource below is this on every element, known or not.
  ["url", "*", "href action formaction cite longdesc itemid itemtype src background"],
  ["url", "head", "profile"],
  ["url", "param", "value"],
  ["url", "object img input", "usemap"],
  ["image", "img image", "src lowsrc dynsrc"],
  ["image", "input", "src dynsrc lowsrc"],
  ["image", "video", "poster"],
  ["image", "body table thead tbody tfoot tr td th", "background"],
  ["image", "command menuitem", "icon"],
  ["srcset", "*", "srcset imagesrcset"],
  ["ping", "*", "ping attributionsrc"],

  // What is loaded becomes part of the page. Whether a link loads anything depends on its `rel`.
  ["resource", "script", "src href xlink:href"],
  ["resource", "iframe frame embed portal fencedframe layer ilayer xml", "src"],
  ["resource", "embed", "href pluginspage code"],
  ["resource", "object", "data codebase classid archive"],
  ["resource", "applet", "code codebase archive object"],
  ["resource", "base link", "href"],
  ["resource", "html", "manifest"],
  ["resource", "*", "xml:base"],

  // Languages of their own.
  ["style", "*", "style"],
  ["srcdoc", "*", "srcdoc"],
  ["metaContent", "meta", "content"],

  // What decides over others.
  ["scriptType", "script", "type language"],
  ["refused", "script", "for event charset"],
  ["charset", "meta", "charset"],
  ["refused", "meta", "http-equiv scheme"],
  ["refused", "*", "xmlns"],

  // Words of a list, of which none can run anything.
  ["enumerated", "link", "rel as type blocking"],
  ["enumerated", "a area form", "rel"],
  ["enumerated", "style", "type"],
  ["enumerated", "input button", "type formmethod formenctype"],
  ["enumerated", "form", "method enctype"],
  ["enumerated", "iframe", "sandbox allow loading"],
  ["enumerated", "template", "shadowrootmode"],
  ["enumerated", "meta", "name property"],
  ["enumerated", "*", "crossorigin referrerpolicy dir contenteditable draggable"],
  ["name", "*", "id name for form list headers popovertarget commandfor"],
];

/** Beginnings of names that are code or refused on every element. */
export const htmlPrefixes: readonly AttributeRow[] = [
  // Unknown `on…` too: browsers gain event handlers every year.
  ["script", "*", "on"],
  ["refused", "*", "xmlns:"],
];
