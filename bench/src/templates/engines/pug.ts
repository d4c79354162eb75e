import pug from "pug";
import type { Engine } from "../engine.ts";

/** Pug drops white space between tags: the line ends of the other engines are written as expressions. */
const sources = {
  hello: "h1 #{greeting}, #{name}!\np #{count} new messages",
  table: `table
  = "\\n"
  each row in rows
    tr
      td= row.id
      td= row.name
      td= row.mail
      td= row.city
      td= row.amount
      td= row.note
    = "\\n"
= "\\n"`,
  page: `| <!doctype html>
= "\\n"
html(lang="en")
  = "\\n"
  head
    title= title
  = "\\n"
  body
    = "\\n"
    nav
      ul
        = "\\n"
        each item in nav
          li(class=item.active ? "active" : false)
            a(href=item.href)= item.label
          = "\\n"
    = "\\n"
    p
      | Signed in as #{user.name}
      if user.admin
        |  (admin)
    = "\\n"
    main
      = "\\n"
      each post in posts
        article(class="post" id="post-" + post.id)
          = "\\n"
          h2
            a(href=post.url title=post.title)= post.title
          = "\\n"
          p.by #{post.author.toUpperCase()}, #{post.likes} likes
          = "\\n"
          p= post.body
          = "\\n"
          ul
            each tag in post.tags
              li= tag
          = "\\n"
        = "\\n"
    = "\\n"
    footer #{posts.length} posts
    = "\\n"
  = "\\n"
= "\\n"`,
  longtext: 'each text in texts\n  p= text\n  = "\\n"',
} as const;

export const engine: Engine = {
  name: "pug",
  prepare(workload) {
    return pug.compile(sources[workload]) as (data: never) => string;
  },
};
