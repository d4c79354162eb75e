/**
 * The four workloads and the limit: the same bytes made by hand-written concatenation with a good escape function.
 *
 * The data holds `<`, `>` and `&` but no quotes: engines differ in how they write those (`&#34;`, `&quot;`), and equal
 * bytes are what makes the times comparable.
 */

export interface Workload<Data> {
  readonly name: string;
  readonly data: Data;
  readonly limit: (data: Data) => string;
}

const SPECIAL = /[&<>"']/;
const ENTITY: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

/** The hand-written escape: one test that nearly always fails for short text, `indexOf` cursors for long text. */
export function escape(text: string): string {
  if (text.length > 160) return escapeLong(text);
  if (!SPECIAL.test(text)) return text;
  let out = "";
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    let entity: string;
    switch (text.charCodeAt(i)) {
      case 34:
        entity = "&#34;";
        break;
      case 38:
        entity = "&amp;";
        break;
      case 39:
        entity = "&#39;";
        break;
      case 60:
        entity = "&lt;";
        break;
      case 62:
        entity = "&gt;";
        break;
      default:
        continue;
    }
    out += text.slice(from, i) + entity;
    from = i + 1;
  }
  return from === 0 ? text : out + text.slice(from);
}

function escapeLong(text: string): string {
  const next = Object.keys(ENTITY).map((char) => ({ char, at: text.indexOf(char) }));
  let out = "";
  let from = 0;
  for (;;) {
    let first: { char: string; at: number } | undefined;
    for (const cursor of next) if (cursor.at !== -1 && (first === undefined || cursor.at < first.at)) first = cursor;
    if (first === undefined) return from === 0 ? text : out + text.slice(from);
    out += text.slice(from, first.at) + ENTITY[first.char]!;
    from = first.at + 1;
    first.at = text.indexOf(first.char, from);
  }
}

export interface Hello {
  readonly name: string;
  readonly greeting: string;
  readonly count: number;
}
export const hello: Workload<Hello> = {
  name: "hello",
  data: { name: "World & all", greeting: "Good day", count: 3 },
  limit: (d) => `<h1>${escape(d.greeting)}, ${escape(d.name)}!</h1><p>${d.count} new messages</p>`,
};

export interface Table {
  readonly rows: readonly {
    readonly id: number;
    readonly name: string;
    readonly mail: string;
    readonly city: string;
    readonly amount: number;
    readonly note: string;
  }[];
}
export const bigTable: Workload<Table> = {
  name: "table",
  data: {
    rows: Array.from({ length: 1000 }, (_, i) => ({
      id: i,
      name: `Person ${i}`,
      mail: `person${i}@example.org`,
      city: i % 3 === 0 ? "Bree & Shire" : "Rivendell",
      amount: i * 7.25,
      note: i % 10 === 0 ? "<none>" : "regular customer",
    })),
  },
  limit: ({ rows }) => {
    let out = "<table>\n";
    for (const row of rows) {
      out += `<tr><td>${row.id}</td><td>${escape(row.name)}</td><td>${escape(row.mail)}</td><td>${escape(row.city)}</td><td>${row.amount}</td><td>${escape(row.note)}</td></tr>\n`;
    }
    return `${out}</table>\n`;
  },
};

export interface Page {
  readonly title: string;
  readonly user: { readonly name: string; readonly admin: boolean };
  readonly nav: readonly { readonly href: string; readonly label: string; readonly active: boolean }[];
  readonly posts: readonly {
    readonly id: number;
    readonly title: string;
    readonly author: string;
    readonly url: string;
    readonly body: string;
    readonly likes: number;
    readonly tags: readonly string[];
  }[];
}
const sentence = "The quick brown fox jumps over the lazy dog & walks away into the evening. ";
export const page: Workload<Page> = {
  name: "page",
  data: {
    title: "Posts & replies",
    user: { name: "Ada <Countess> Lovelace", admin: true },
    nav: ["home", "posts", "people", "about", "settings"].map((label, i) => ({
      href: `/${label}`,
      label,
      active: i === 1,
    })),
    posts: Array.from({ length: 20 }, (_, i) => ({
      id: i + 1,
      title: `Post number ${i + 1} <draft>`,
      author: `author${i % 4}`,
      url: `/posts/${i + 1}?from=list`,
      body: sentence.repeat(3),
      likes: i * 3,
      tags: ["news", "r&d", "people"].slice(0, (i % 3) + 1),
    })),
  },
  limit: (d) => {
    let out = `<!doctype html>\n<html lang="en">\n<head><title>${escape(d.title)}</title></head>\n<body>\n<nav><ul>\n`;
    for (const item of d.nav) {
      out += `<li${item.active ? ' class="active"' : ""}><a href="${escape(item.href)}">${escape(item.label)}</a></li>\n`;
    }
    out += `</ul></nav>\n<p>Signed in as ${escape(d.user.name)}${d.user.admin ? " (admin)" : ""}</p>\n<main>\n`;
    for (const post of d.posts) {
      out += `<article id="post-${post.id}" class="post">\n<h2><a href="${escape(post.url)}" title="${escape(post.title)}">${escape(post.title)}</a></h2>\n`;
      out += `<p class="by">${escape(post.author.toUpperCase())}, ${post.likes} likes</p>\n<p>${escape(post.body)}</p>\n<ul>`;
      for (const tag of post.tags) out += `<li>${escape(tag)}</li>`;
      out += "</ul>\n</article>\n";
    }
    return `${out}</main>\n<footer>${d.posts.length} posts</footer>\n</body>\n</html>\n`;
  },
};

export interface LongText {
  readonly texts: readonly string[];
}
export const longtext: Workload<LongText> = {
  name: "longtext",
  data: {
    texts: Array.from({ length: 5 }, (_, i) => {
      // About one character in a hundred needs escaping, in the first text none does.
      const unit = i === 0 ? "plain words and nothing else in here, " : `${"words ".repeat(15)}a < b `;
      return unit.repeat(Math.ceil(20_000 / unit.length)).slice(0, 20_000);
    }),
  },
  limit: ({ texts }) => {
    let out = "";
    for (const text of texts) out += `<p>${escape(text)}</p>\n`;
    return out;
  },
};

export const workloads = [hello, bigTable, page, longtext] as const;
export type WorkloadName = "hello" | "table" | "page" | "longtext";
