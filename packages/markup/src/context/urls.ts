/** Values in URLs: which escaper stands for which part, in links and in what loads code or documents. */

import { writeBeginnings } from "../escape/beginnings.ts";
import type { Context } from "./context.ts";
import type { Change, EscaperRef, Hole, HoleOptions } from "./holes.ts";
import { refusal } from "./refusal.ts";

interface Rule {
  readonly escaper: EscaperRef;
  /** The part in which the URL goes on; the same one where it is missing. */
  readonly next?: string;
}

const path: EscaperRef = { name: "urlPath" };

/** Links, images, forms: once the scheme is fixed, a value only has to keep to its part. */
const LINK: Readonly<Record<string, Rule>> = {
  root: { escaper: { name: "urlPath" }, next: "path" },
  slashes: { escaper: path, next: "path" },
  authority: { escaper: path, next: "host" },
  host: { escaper: path },
  path: { escaper: path },
  opaque: { escaper: path },
  unknown: { escaper: { name: "urlQuery" } },
  key: { escaper: { name: "urlQueryRaw" } },
  value: { escaper: { name: "urlQuery" } },
  fragment: { escaper: { name: "urlFragment" } },
};

/**
 * Behind a leading `/` an empty value must not let a second `/` follow, which would begin a host: unless the author's own
 * text follows and is none.
 */
function atRoot({ name }: EscaperRef, next: string | undefined): EscaperRef {
  const own = next !== undefined && next !== "" && !/^[/\\&]/.test(next);
  return { name, arg: own ? "rootEnd" : "root" };
}

const IN_HOST: ReadonlySet<string> = new Set(["authority", "host"]);
/** `https://{{ tenant }}.good.example/`: the author's text behind the value says whose site it is. */
const HOST_GOES_ON = /^[\w-]*\.[\w-]/;

export function urlHole(context: Context, become: Change, options: HoleOptions, kind: "url" | "image" | "local"): Hole {
  const part = context.url === "" ? "start" : context.url;
  if (part === "start") {
    if (options.next?.startsWith(":") === true && kind === "url") {
      return become({ url: "schemeValue" }, { name: "urlScheme" });
    }
    return become({ url: "maybe" }, kind === "url" ? { name: "url" } : { name: "url", arg: kind });
  }
  if (part === "maybe" || part.startsWith("scheme:")) {
    if (kind === "local") throw refusal("ESCAPE_SCHEME", context);
    return become({ url: "maybe" }, { name: "urlContinue", slice: { from: "url" } });
  }
  if (part === "script") throw refusal("ESCAPE_JAVASCRIPT_URL", context);
  if (part.startsWith("data:image/")) return become({ url: "opaque" }, path);
  const rule = LINK[part];
  if (rule === undefined) throw refusal("ESCAPE_SCHEME", context);
  if (IN_HOST.has(part) && HOST_GOES_ON.test(options.next ?? "")) {
    return become({ url: "host" }, { name: "urlAuthority" });
  }
  // What `|urlencode` made is encoded already.
  const escaper: EscaperRef =
    part === "value" && options.filter === "urlencode" ? { name: "urlQueryRaw" } : rule.escaper;
  return become({ url: rule.next ?? part }, part === "root" ? atRoot(escaper, options.next) : escaper);
}

interface ResourceRule extends Rule {
  /** The value chooses which file is loaded: a nonce must not vouch for it. */
  readonly partial?: true;
}

/** Scripts, style sheets, frames: a value is a whole `ResourceUrl`, or stays behind an origin that the author wrote. */
const RESOURCE: Readonly<Record<string, ResourceRule>> = {
  start: { escaper: { name: "resource" }, next: "maybe" },
  root: { escaper: { name: "resourcePath" }, next: "path", partial: true },
  path: { escaper: { name: "resourcePath" }, partial: true },
  unknown: { escaper: { name: "resourceQuery" }, partial: true },
  key: { escaper: { name: "resourceQuery" } },
  value: { escaper: { name: "resourceQuery" } },
  fragment: { escaper: { name: "resourceFragment" } },
};

export function resourceHole(context: Context, become: Change, options: HoleOptions): Hole {
  const part = context.url === "" ? "start" : context.url;
  if (part === "script") throw refusal("ESCAPE_JAVASCRIPT_URL", context);
  // Letters without a slash: encoded as one component, a value cannot make a scheme of them.
  const rule = part.startsWith("scheme:") ? { ...RESOURCE["unknown"]!, next: "unknown" } : RESOURCE[part];
  if (rule === undefined || (part === "start" && options.next?.startsWith(":") === true)) {
    throw refusal("ESCAPE_RESOURCE_ORIGIN", context);
  }
  if (part === "start") return wholeResource(context, become, options);
  const facts = rule.partial === true ? { ...context.facts, partial: true } : context.facts;
  const escaper = part === "root" ? atRoot(rule.escaper, options.next) : rule.escaper;
  return become({ url: rule.next ?? part, facts }, escaper);
}

/** `{{ assets }}/app.js`, `{{ folder }}js/app.js`, `{{ root }}app.js`: the author's own names say which file it is. */
const FOLLOWED = /^(?:\/[\w.-]|\w[\w-]*[/.]\w)/;

/**
 * A whole URL of code or a document: a `ResourceUrl`. A plain string gets through where it stays with the page's own origin,
 * and an application's function made it or the author's own path follows it; or where it is, or begins with, what the
 * template itself says.
 */
function wholeResource(context: Context, become: Change, options: HoleOptions): Hole {
  const { called = false, next = "", beginnings } = options;
  const followed = FOLLOWED.test(next);
  const own = writeBeginnings(beginnings?.() ?? [], next);
  if (!called && !followed && own === "") return become({ url: "maybe" }, { name: "resource" });
  const facts = called ? context.facts : { ...context.facts, partial: true };
  const local = called || followed ? (next.startsWith("/") ? "local/" : "local") : "";
  return become({ url: "maybe", facts }, { name: "resource", arg: local + own });
}

/** Candidates of a `srcset`: each begins with a URL; images run nothing, so only its beginning decides the scheme. */
export function srcsetHole(context: Context, become: Change): Hole {
  switch (context.url) {
    case "":
    case "start":
      return become({ url: "maybe" }, { name: "srcset" });
    case "descriptor":
      return become({}, { name: "cssAttrValue", arg: "plain" });
    case "script":
      throw refusal("ESCAPE_JAVASCRIPT_URL", context);
    default:
      return become({ url: context.url.startsWith("scheme:") ? "path" : context.url }, path);
  }
}
