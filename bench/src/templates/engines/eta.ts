import { Eta } from "eta";
import type { Engine } from "../engine.ts";

const sources = {
  hello: "<h1><%= it.greeting %>, <%= it.name %>!</h1><p><%= it.count %> new messages</p>",
  table:
    "<table>\n<% for (const row of it.rows) { %><tr><td><%= row.id %></td><td><%= row.name %></td><td><%= row.mail %></td><td><%= row.city %></td><td><%= row.amount %></td><td><%= row.note %></td></tr>\n<% } %></table>\n",
  page: `<% layout("@layout", it) %><% for (const post of it.posts) { %><article id="post-<%= post.id %>" class="post">
<h2><a href="<%= post.url %>" title="<%= post.title %>"><%= post.title %></a></h2>
<p class="by"><%= post.author.toUpperCase() %>, <%= post.likes %> likes</p>
<p><%= post.body %></p>
<ul><% for (const tag of post.tags) { %><li><%= tag %></li><% } %></ul>
</article>
<% } %>`,
  longtext: "<% for (const text of it.texts) { %><p><%= text %></p>\n<% } %>",
} as const;

const layout = `<!doctype html>
<html lang="en">
<head><title><%= it.title %></title></head>
<body>
<nav><ul>
<% for (const item of it.nav) { %><li<% if (item.active) { %> class="active"<% } %>><a href="<%= item.href %>"><%= item.label %></a></li>
<% } %></ul></nav>
<p>Signed in as <%= it.user.name %><% if (it.user.admin) { %> (admin)<% } %></p>
<main>
<%~ it.body %></main>
<footer><%= it.posts.length %> posts</footer>
</body>
</html>
`;

export const engine: Engine = {
  name: "eta",
  prepare(workload) {
    const eta = new Eta({ autoTrim: false, cache: true });
    eta.loadTemplate("@layout", layout);
    eta.loadTemplate("@main", sources[workload]);
    return (data) => eta.render("@main", data);
  },
};
