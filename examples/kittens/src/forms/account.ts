import { defineForm, equalTo, password, regexp, string } from "ampoule/forms";

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
      validators: [regexp(/^[A-Za-z0-9_-]+$/, { message: "Letters, digits, - and _ only." })],
    }),
    password: password({
      label: "Password",
      description: "Ten characters or more.",
      required: true,
      minLength: 10,
      maxLength: 200,
    }),
    repeat: password({
      label: "Password, once more",
      required: true,
      validators: [equalTo("password", { message: "This is another password than the first." })],
    }),
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
