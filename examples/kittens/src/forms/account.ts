import { defineForm, equalTo, password, string } from "ampoule/forms";

/** Words that are part of addresses below /user. */
const RESERVED: ReadonlySet<string> = new Set(["edit", "delete"]);

export const signUpForm = defineForm(
  {
    name: string({
      label: "Name",
      description: "Letters, digits, - and _: it becomes part of your address here.",
      required: true,
      minLength: 2,
      maxLength: 24,
      pattern: /^[A-Za-z0-9_-]+$/,
    }),
    password: password({
      label: "Password",
      description: "Ten characters or more.",
      required: true,
      minLength: 10,
      maxLength: 200,
    }),
    repeat: password({ label: "Password, once more", required: true, validators: [equalTo("password")] }),
  },
  {
    id: "sign-up",
    check: ({ name }) => (RESERVED.has(name.toLowerCase()) ? { name: "That word is taken by the house." } : undefined),
  },
);

export const logInForm = defineForm(
  {
    name: string({ label: "Name", required: true, maxLength: 24 }),
    password: password({ label: "Password", required: true, maxLength: 200 }),
  },
  { id: "log-in" },
);
