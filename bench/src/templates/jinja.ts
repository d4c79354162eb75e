/** The workloads as Jinja templates: ours and nunjucks render these very sources. */
export const jinja = {
  hello: "<h1>{{ greeting }}, {{ name }}!</h1><p>{{ count }} new messages</p>",
  table:
    "<table>\n{% for row in rows %}<tr><td>{{ row.id }}</td><td>{{ row.name }}</td><td>{{ row.mail }}</td><td>{{ row.city }}</td><td>{{ row.amount }}</td><td>{{ row.note }}</td></tr>\n{% endfor %}</table>\n",
  layout: `<!doctype html>
<html lang="en">
<head><title>{% block title %}{% endblock %}</title></head>
<body>
<nav><ul>
{% for item in nav %}<li{% if item.active %} class="active"{% endif %}><a href="{{ item.href }}">{{ item.label }}</a></li>
{% endfor %}</ul></nav>
<p>Signed in as {{ user.name }}{% if user.admin %} (admin){% endif %}</p>
<main>
{% block main %}{% endblock %}</main>
<footer>{{ posts|length }} posts</footer>
</body>
</html>
`,
  page: `{% extends "layout.html" %}{% block title %}{{ title }}{% endblock %}{% block main %}{% for post in posts %}<article id="post-{{ post.id }}" class="post">
<h2><a href="{{ post.url }}" title="{{ post.title }}">{{ post.title }}</a></h2>
<p class="by">{{ post.author|upper }}, {{ post.likes }} likes</p>
<p>{{ post.body }}</p>
<ul>{% for tag in post.tags %}<li>{{ tag }}</li>{% endfor %}</ul>
</article>
{% endfor %}{% endblock %}`,
  longtext: "{% for text in texts %}<p>{{ text }}</p>\n{% endfor %}",
} as const;
