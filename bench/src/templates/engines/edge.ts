import { Edge } from "edge.js";
import type { Engine } from "../engine.ts";

const sources = {
  hello: "<h1>{{ greeting }}, {{ name }}!</h1><p>{{ count }} new messages</p>",
  table: `<table>
@each(row in rows)
<tr><td>{{ row.id }}</td><td>{{ row.name }}</td><td>{{ row.mail }}</td><td>{{ row.city }}</td><td>{{ row.amount }}</td><td>{{ row.note }}</td></tr>
@end
</table>
`,
  page: `<!doctype html>
<html lang="en">
<head><title>{{ title }}</title></head>
<body>
<nav><ul>
@each(item in nav)
<li{{{ item.active ? ' class="active"' : "" }}}><a href="{{ item.href }}">{{ item.label }}</a></li>
@end
</ul></nav>
<p>Signed in as {{ user.name }}{{ user.admin ? " (admin)" : "" }}</p>
<main>
@each(post in posts)
<article id="post-{{ post.id }}" class="post">
<h2><a href="{{ post.url }}" title="{{ post.title }}">{{ post.title }}</a></h2>
<p class="by">{{ post.author.toUpperCase() }}, {{ post.likes }} likes</p>
<p>{{ post.body }}</p>
<ul>
@each(tag in post.tags)
<li>{{ tag }}</li>
@end
</ul>
</article>
@end
</main>
<footer>{{ posts.length }} posts</footer>
</body>
</html>
`,
  longtext: `@each(text in texts)
<p>{{ text }}</p>
@end
`,
} as const;

export const engine: Engine = {
  name: "edge",
  prepare(workload) {
    const edge = Edge.create({ cache: true });
    edge.registerTemplate("main", { template: sources[workload] });
    return (data) => edge.renderSync("main", data);
  },
};
