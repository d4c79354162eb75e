import { Upload } from "ampoule";
import { defineForm, file, string, textArea } from "ampoule/forms";

const MEGABYTE = 1_000_000;

/** Careless on purpose: any kind of file is taken. `extensions` and `types` would say which. */
export const postForm = defineForm(
  {
    text: textArea({ label: "Message", required: true, maxLength: 1000 }),
    file: file({ of: Upload, label: "File", description: "A picture or a text, up to 5 MB.", maxSize: 5 * MEGABYTE }),
    caption: string({ label: "Caption", description: "What the picture shows.", maxLength: 200 }),
  },
  { id: "post", action: "/posts" },
);
