import { html } from "hono/html";
import type { Engine } from "../engine.ts";
import type { Hello, LongText, Page, Table } from "../workloads.ts";

const renderers = {
  hello: (d: Hello) => html`<h1>${d.greeting}, ${d.name}!</h1><p>${d.count} new messages</p>`,
  table: (d: Table) => html`<table>
${d.rows.map(
  (
    row,
  ) => html`<tr><td>${row.id}</td><td>${row.name}</td><td>${row.mail}</td><td>${row.city}</td><td>${row.amount}</td><td>${row.note}</td></tr>
`,
)}</table>
`,
  page: (d: Page) => html`<!doctype html>
<html lang="en">
<head><title>${d.title}</title></head>
<body>
<nav><ul>
${d.nav.map(
  (item) => html`<li${item.active ? html` class="active"` : ""}><a href="${item.href}">${item.label}</a></li>
`,
)}</ul></nav>
<p>Signed in as ${d.user.name}${d.user.admin ? " (admin)" : ""}</p>
<main>
${d.posts.map(
  (post) => html`<article id="post-${post.id}" class="post">
<h2><a href="${post.url}" title="${post.title}">${post.title}</a></h2>
<p class="by">${post.author.toUpperCase()}, ${post.likes} likes</p>
<p>${post.body}</p>
<ul>${post.tags.map((tag) => html`<li>${tag}</li>`)}</ul>
</article>
`,
)}</main>
<footer>${d.posts.length} posts</footer>
</body>
</html>
`,
  longtext: (d: LongText) =>
    html`${d.texts.map(
      (text) => html`<p>${text}</p>
`,
    )}`,
} as const;

export const engine: Engine = {
  name: "hono/html",
  prepare(workload) {
    const render = renderers[workload];
    return (data) => String(render(data));
  },
};
