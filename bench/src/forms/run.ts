/**
 * `npm run bench -- forms`: what a token costs against two bare HMACs, and what a form costs to read and to print.
 */
import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { createCsrf, defineForm, email, integer, MemoryUsedTokens, string } from "@ampoule/forms";
import { compare, table } from "../harness.ts";

const key = randomBytes(32);
const prepared = new WeakMap<Uint8Array, KeyObject>();
const keyObject = (bytes: Uint8Array): KeyObject => {
  let found = prepared.get(bytes);
  if (found === undefined) prepared.set(bytes, (found = createSecretKey(bytes)));
  return found;
};

let pool = randomBytes(8192);
let at = 0;
const pooledBytes = (length: number): Uint8Array => {
  if (at + length > pool.length) {
    pool = randomBytes(8192);
    at = 0;
  }
  at += length;
  return pool.subarray(at - length, at);
};

const csrf = createCsrf({
  crypto: {
    hmac: (bytes, data) => createHmac("sha256", keyObject(bytes)).update(data).digest(),
    randomBytes: pooledBytes,
  },
  keys: [key],
  usedTokens: new MemoryUsedTokens(),
});
const scope = { session: "0123456789abcdef0123456789abcdef", form: "", method: "POST", action: "/signup" };
const object = keyObject(key);
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
