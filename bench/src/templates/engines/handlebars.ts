import Handlebars from "handlebars";
import type { Engine } from "../engine.ts";

const sources = {
  hello: "<h1>{{greeting}}, {{name}}!</h1><p>{{count}} new messages</p>",
  table:
    "<table>\n{{#each rows}}<tr><td>{{id}}</td><td>{{name}}</td><td>{{mail}}</td><td>{{city}}</td><td>{{amount}}</td><td>{{note}}</td></tr>\n{{/each}}</table>\n",
  page: `{{#> layout}}{{#each posts}}<article id="post-{{id}}" class="post">
<h2><a href="{{{url}}}" title="{{title}}">{{title}}</a></h2>
<p class="by">{{upper author}}, {{likes}} likes</p>
<p>{{body}}</p>
<ul>{{#each tags}}<li>{{this}}</li>{{/each}}</ul>
</article>
{{/each}}{{/layout}}`,
  longtext: "{{#each texts}}<p>{{this}}</p>\n{{/each}}",
} as const;

const layout = `<!doctype html>
<html lang="en">
<head><title>{{title}}</title></head>
<body>
<nav><ul>
{{#each nav}}<li{{#if active}} class="active"{{/if}}><a href="{{href}}">{{label}}</a></li>
{{/each}}</ul></nav>
<p>Signed in as {{user.name}}{{#if user.admin}} (admin){{/if}}</p>
<main>
{{> @partial-block }}</main>
<footer>{{posts.length}} posts</footer>
</body>
</html>
`;

/** The one `{{{url}}}`: handlebars also escapes `=`, which no other engine does. */
export const engine: Engine = {
  name: "handlebars",
  prepare(workload) {
    const instance = Handlebars.create();
    instance.registerHelper("upper", (text: string) => text.toUpperCase());
    instance.registerPartial("layout", layout);
    const render = instance.compile(sources[workload], { preventIndent: true });
    return (data) => render(data);
  },
};
