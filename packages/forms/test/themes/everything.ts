import {
  boolean,
  checkboxes,
  date,
  defineForm,
  email,
  file,
  hidden,
  list,
  nested,
  password,
  radio,
  select,
  string,
  submit,
  textArea,
} from "../../src/index.ts";

/** One field of each shape, with what they can have beside them. */
export const everything = defineForm(
  {
    id: hidden({ default: "7" }),
    name: string({ required: true, description: "As in your passport" }),
    email: email({ required: true, datalist: ["a@b.example"] }),
    password: password({ required: true, minLength: 12 }),
    bio: textArea({ maxLength: 3 }),
    born: date(),
    country: select({
      choices: {
        Europe: [
          ["de", "Germany"],
          ["fr", "France"],
        ],
        Asia: [["jp", "Japan"]],
      },
    }),
    size: radio({
      choices: [
        ["s", "Small"],
        ["l", "Large"],
      ],
      required: true,
      description: "Of the shirt",
    }),
    days: checkboxes({ choices: ["mon", "tue"], required: true }),
    terms: boolean({ required: true, description: "All of them" }),
    avatar: file({ extensions: ["png"] }),
    home: nested(
      { street: string({ required: true }), city: string() },
      { label: "Home address", description: "Where you sleep" },
    ),
    phones: list(string({ maxLength: 3 }), { minEntries: 1, label: "Phones" }),
    save: submit({ label: "Save" }),
  },
  { id: "everything" },
);

/** Input with which much of it is wrong. */
export const wrong: URLSearchParams = new URLSearchParams({ bio: "long", "phones-0": "long" });
