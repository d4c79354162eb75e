import { defineForm, string, textArea } from "ampoule/forms";

/** Careless on purpose: `url()` and `color()` would take nothing but addresses and colours. */
export const profileForm = defineForm(
  {
    motto: string({ label: "Motto", maxLength: 80 }),
    about: textArea({ label: "About you", maxLength: 1000 }),
    website: string({ label: "Website", description: "Where else can one see you?", maxLength: 300 }),
    colour: string({
      label: "Colour",
      description: "Your fur, and the strip above your profile: a name or #rrggbb.",
      required: true,
      maxLength: 400,
    }),
  },
  { id: "profile" },
);
