/**
 * `npm run bench -- forms`: what a token costs against two bare HMACs (`createHmac`), and what a form costs to read and to print.
 */
import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import { createCsrf, defineForm, email, integer, MemoryUsedTokens, string } from "@ampoule/forms";
import { compare, table } from "../harness.ts";
import { poolingCrypto } from "./crypto.ts";

const key = randomBytes(32);
const csrf = createCsrf({ crypto: poolingCrypto(), keys: [key], usedTokens: new MemoryUsedTokens() });
const scope = { session: "0123456789abcdef0123456789abcdef", form: "", method: "POST", action: "/signup" };
const object = createSecretKey(key);
const text = `${scope.session}|POST|/signup|${Date.now()}`;

const signup = defineForm({
  name: string({ label: "Name", required: true, maxLength: 40 }),
  email: email({ label: "E-mail", required: true }),
  age: integer({ label: "Age", min: 0, max: 150 }),
});
const body = new URLSearchParams({ name: "Ada Lovelace", email: "ada@example.org", age: "36" });
const form = signup.bind();

const results = compare([
  {
    name: "limit: two HMACs of a prepared key",
    run: () => {
      createHmac("sha256", object).update(text).digest();
      return createHmac("sha256", object).update(text).digest();
    },
  },
  { name: "issue a token", run: () => csrf.issue(scope) },
  { name: "issue and verify", run: () => csrf.verify([csrf.issue(scope)], scope) },
  { name: "print a form of three fields", run: () => String(form.render()) },
  { name: "bind three fields", run: () => signup.bind(body as never) },
]);

console.log("Tokens and forms (Node's synchronous crypto, random bytes pooled)\n");
console.log(
  table(
    ["work", "µs", "× two HMACs"],
    results.map(({ name, nanoseconds, ratio }) => [name, (nanoseconds / 1000).toFixed(2), ratio.toFixed(2)]),
  ),
);
