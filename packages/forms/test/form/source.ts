import { randomBytes } from "node:crypto";
import {
  type Csrf,
  csrfHost,
  type FormBody,
  type FormHost,
  type FormSnapshot,
  type FormSource,
} from "../../src/index.ts";
import { newCsrf } from "../csrf/setup.ts";

/** A visitor's session: what a framework keeps for one browser. */
export interface Visitor {
  session: string;
  readonly memory: Map<string, FormSnapshot>;
}

export const visitor = (): Visitor => ({ session: randomBytes(16).toString("base64url"), memory: new Map() });

export interface SourceOptions {
  readonly method?: string;
  readonly url?: string;
  readonly body?: FormBody;
  readonly csrf?: Csrf | null;
  readonly locale?: string;
}

const service = newCsrf();

/** The request context of a small framework. */
export function source(who: Visitor, options: SourceOptions = {}): FormSource {
  const {
    method = "GET",
    url = "https://kittens.example/signup",
    body = { form: [] },
    csrf = service,
    locale,
  } = options;
  const host: FormHost = {
    read: async ({ json }) => {
      if ("json" in body && !json) throw Object.assign(new Error("unsupported media type"), { status: 415 });
      return body;
    },
    memory: {
      save: (form, snapshot) => {
        // Through JSON, as a session would.
        who.memory.set(form, JSON.parse(JSON.stringify(snapshot)) as FormSnapshot);
      },
      take: (form) => {
        const kept = who.memory.get(form);
        who.memory.delete(form);
        return kept;
      },
    },
    ...(locale === undefined ? {} : { locale }),
    ...(csrf === null ? {} : { csrf: csrfHost(csrf, { session: who.session, pageUrl: url }) }),
  };
  return { request: { method, url }, forms: host };
}
