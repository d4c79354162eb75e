/** What stands in a loop sees its variables in nunjucks: blocks as well, and `loop` in what is included. */
import { describe, expect, test } from "vitest";
import { python, renderAll, type Templates } from "../backends.ts";

describe("a block in a loop", () => {
  const list = "{% for item in [1, 2] %}{% block row %}[{{ item }}{{ loop.index }}]{% endblock %}{% endfor %}";
  const child = '{% extends "list" %}{% block row %}({{ item }}{{ loop.last }}){% endblock %}';
  const replaced: Templates = { main: child, list };

  test("sees the item and the loop", async () => {
    expect(await renderAll(list)).toBe("[11][22]");
    const plain = "{% for item in [1, 2] %}{% block row %}[{{ item }}]{% endblock %}{% endfor %}";
    expect(await renderAll(plain, {}, python)).toBe("[][]");
  });

  test("also where a child template replaces it", async () => {
    expect(await renderAll(replaced)).toBe("(1false)(2true)");
  });

  test("and behind super()", async () => {
    const templates = { main: '{% extends "list" %}{% block row %}{{ super() }}{{ item }}{% endblock %}', list };
    expect(await renderAll(templates)).toBe("[11]1[22]2");
  });

  test("escapes what it sees for its place", async () => {
    const template = '{% for v in all %}<a href="{% block link %}{{ v }}{% endblock %}"></a>{% endfor %}';
    expect(await renderAll(template, { all: ["javascript:f()", '"'] })).toBe(
      '<a href="about:invalid#blocked"></a><a href="&#34;"></a>',
    );
  });

  test("outside of loops a block sees what it did", async () => {
    expect(await renderAll("{% with x = 1 %}{% block b %}[{{ x }}]{% endblock %}{% endwith %}")).toBe("[]");
  });
});

describe("what a loop includes", () => {
  const part = "{{ loop.index }}/{{ loop.length }}{% if not loop.last %}, {% endif %}";

  test("sees the loop, whether the loop itself is mentioned or not", async () => {
    const templates = { main: "{% for x in [1, 2] %}{% include 'part' %}{% endfor %}", part };
    expect(await renderAll(templates)).toBe("1/2, 2/2");
  });

  test("also over pairs, and in a branch", async () => {
    const main = "{% for k, v in {a: 1, b: 2} %}{% if v %}{% include 'part' %}{% endif %}{% endfor %}";
    expect(await renderAll({ main, part })).toBe("1/2, 2/2");
  });

  test("not without context, and not in Jinja2's mode", async () => {
    const alone = { main: "{% for x in [1] %}{% include 'part' without context %}{% endfor %}", part };
    await expect(renderAll(alone)).rejects.toThrow(/'loop' is undefined/);
    const templates = { main: "{% for x in [1] %}{% include 'part' %}{% endfor %}", part };
    await expect(renderAll(templates, {}, python)).rejects.toThrow(/'loop' is undefined/);
  });
});
