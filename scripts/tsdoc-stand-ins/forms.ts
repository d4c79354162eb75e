/** What the examples of `@ampoule/forms` take for granted. */
import { createHmac, randomBytes } from "node:crypto";
import {
  type Csrf,
  type CsrfCrypto,
  createCsrf,
  defineForm,
  email,
  equalTo,
  type Form,
  MemoryUsedTokens,
  password,
  select,
  textArea,
} from "@ampoule/forms";
import { App, type Context } from "ampoule";
import { client } from "ampoule/testing";

const signup = defineForm({
  email: email({ required: true, description: "We write once a week." }),
  password: password({ required: true, minLength: 12 }),
  again: password({ required: true, validators: [equalTo("password")] }),
  bio: textArea({ maxLength: 500 }),
});

const filledIn = { email: "ada@kittens.example", password: "correct horse", again: "correct horse", bio: "" };

const survey = defineForm({
  email: email({ description: "Never shown." }),
  color: select({ choices: ["red", "green"] }),
});

export interface StandIns {
  /** An application without routes. */
  readonly app: App;
  /** A request of a browser that has filled in and sent the form `signup`. */
  readonly c: Context;
  readonly signup: typeof signup;
  /** A form whose `email` is wrong. */
  readonly form: Form<(typeof survey)["fields"]>;
  /** What another framework has: the same submission, without a token. */
  readonly request: Request;
  readonly crypto: CsrfCrypto;
  readonly key: Uint8Array;
  readonly csrf: Csrf;
  readonly users: { add(data: { readonly email: string }): Promise<void> };
}

/** Runs an example. */
export async function withStandIns(run: (names: StandIns) => Promise<unknown>): Promise<void> {
  const crypto: CsrfCrypto = {
    hmac: (key, data) => createHmac("sha256", key).update(data).digest(),
    randomBytes,
  };
  const key = randomBytes(32);
  const form = await survey.validate({ email: "nobody" });
  const body = new URLSearchParams(filledIn);
  const problems: unknown[] = [];
  const app = new App({ mode: "test" });
  app.get("/", (c) => signup.blank(c).render());
  app.post("/", async (c) => {
    await run({
      app: new App({ mode: "test" }),
      c,
      signup,
      form,
      request: new Request("https://kittens.example/", { method: "POST", body }),
      crypto,
      key,
      csrf: createCsrf({ crypto, keys: [key], usedTokens: new MemoryUsedTokens() }),
      users: { add: async () => undefined },
    }).catch((error: unknown) => problems.push(error));
    return "";
  });
  const browser = client(app);
  const answer = await browser.submit(await browser.get("/"), "form", filledIn);
  if (answer.status !== 200) throw new Error(`The stand-ins were answered with ${answer.status}`);
  if (problems.length > 0) throw problems[0];
}
