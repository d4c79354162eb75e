/** The table of escapers: every place that a value can have in a page. */

import { defaultTables, type Tables } from "../tables/attributes.ts";
import { dynamicAttributeEscaper } from "./attribute-writer.ts";
import { escapeCharset } from "./charset.ts";
import {
  escapeCssAttributeString,
  escapeCssAttributeUrl,
  escapeCssAttributeValue,
  escapeCssString,
  escapeCssUrl,
  escapeCssValue,
} from "./css.ts";
import type { Escaper } from "./escaper.ts";
import {
  escapeJsAttributeName,
  escapeJsAttributeString,
  escapeJsAttributeValue,
  escapeJsName,
  escapeJsString,
  escapeJsValue,
} from "./js.ts";
import { escapeJsonString, escapeJsonValue } from "./json.ts";
import { escapePaint } from "./paint.ts";
import { escapeResource, escapeResourcePath } from "./resource.ts";
import { escapeScriptType } from "./script-type.ts";
import { escapeSrcset } from "./srcset.ts";
import { attributeNameEscaper, escapeTagName, inTagEscaper } from "./tag.ts";
import { escapeAttribute, escapeCdata, escapeComment, escapeRcdata, escapeSrcdoc, escapeText } from "./text.ts";
import {
  escapeMetaRefresh,
  escapePing,
  escapeUrl,
  escapeUrlAuthority,
  escapeUrlContinue,
  escapeUrlFragment,
  escapeUrlPath,
  escapeUrlQuery,
  escapeUrlQueryRaw,
  escapeUrlScheme,
} from "./url.ts";

/** The names of the places, as the state machine gives them. */
export type EscaperName =
  | "text"
  | "rcdata"
  | "cdata"
  | "comment"
  | "attribute"
  | "srcdoc"
  | "scriptType"
  | "charset"
  | "url"
  | "urlContinue"
  | "urlScheme"
  | "urlPath"
  | "urlAuthority"
  | "urlQuery"
  | "urlQueryRaw"
  | "urlFragment"
  | "resource"
  | "resourcePath"
  | "resourceQuery"
  | "resourceFragment"
  | "srcset"
  | "ping"
  | "paint"
  | "metaRefresh"
  | "jsValue"
  | "jsString"
  | "jsName"
  | "jsAttrValue"
  | "jsAttrString"
  | "jsAttrName"
  | "jsonValue"
  | "jsonString"
  | "cssValue"
  | "cssString"
  | "cssUrl"
  | "cssAttrValue"
  | "cssAttrString"
  | "cssAttrUrl"
  | "inTag"
  | "attributeName"
  | "tagName"
  | "dynamicAttribute";

/** The escaper of each place. */
export type Escapers = Readonly<Record<EscaperName, Escaper>>;

/**
 * The escaper of each place, by the default tables.
 *
 * Those for attributes give text for a value in quotes of either kind.
 *
 * @example
 * escapers.url("javascript:alert(1)", String); // "about:invalid#blocked"
 */
export const escapers: Escapers = createEscapers(defaultTables);

/**
 * The escapers of an application whose tables say more of some attributes: names that are chosen at run time mean there
 * what they mean in the compiler.
 *
 * @example
 * const own = createEscapers(createTables({ attributes: { "data-href": "url" } }));
 * own.url("javascript:alert(1)", String); // "about:invalid#blocked"
 */
export function createEscapers(tables: Tables): Escapers {
  return Object.freeze({
    text: escapeText,
    rcdata: escapeRcdata,
    cdata: escapeCdata,
    comment: escapeComment,
    attribute: escapeAttribute,
    srcdoc: escapeSrcdoc,
    scriptType: escapeScriptType,
    charset: escapeCharset,
    url: escapeUrl,
    urlContinue: escapeUrlContinue,
    urlScheme: escapeUrlScheme,
    urlPath: escapeUrlPath,
    urlAuthority: escapeUrlAuthority,
    urlQuery: escapeUrlQuery,
    urlQueryRaw: escapeUrlQueryRaw,
    urlFragment: escapeUrlFragment,
    resource: escapeResource,
    resourcePath: escapeResourcePath,
    resourceQuery: escapeUrlQuery,
    resourceFragment: escapeUrlFragment,
    srcset: escapeSrcset,
    ping: escapePing,
    paint: escapePaint,
    metaRefresh: escapeMetaRefresh,
    jsValue: escapeJsValue,
    jsString: escapeJsString,
    jsName: escapeJsName,
    jsAttrValue: escapeJsAttributeValue,
    jsAttrString: escapeJsAttributeString,
    jsAttrName: escapeJsAttributeName,
    jsonValue: escapeJsonValue,
    jsonString: escapeJsonString,
    cssValue: escapeCssValue,
    cssString: escapeCssString,
    cssUrl: escapeCssUrl,
    cssAttrValue: escapeCssAttributeValue,
    cssAttrString: escapeCssAttributeString,
    cssAttrUrl: escapeCssAttributeUrl,
    inTag: inTagEscaper(tables),
    attributeName: attributeNameEscaper(tables),
    tagName: escapeTagName,
    dynamicAttribute: dynamicAttributeEscaper(tables),
  });
}
