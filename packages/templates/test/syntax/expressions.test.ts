import { describe, expect, test } from "vitest";
import { parseExpression } from "../../src/syntax/parser.ts";
import { show, showExpression } from "./show.ts";

describe("precedence, from loose to tight", () => {
  test.each([
    ["a if b else c if d else e", "(? b a (? d c e))"],
    ["a if b", "(? b a)"],
    ["a if b or c else d", "(? (or b c) a d)"],
    ["a or b and not c == d", "(or a (and b (not (c == d))))"],
    ["not a in b", "(not (a in b))"],
    ["a not in b", "(a not in b)"],
    ["a < b <= c != d", "(a < b <= c != d)"],
    ["a + b < c * d", "((+ a b) < (* c d))"],
    ["a - b - c", "(- (- a b) c)"],
    ["a + b ~ c + d", "(+ (+ a (~ b c)) d)"],
    ["a ~ b ~ c", "(~ a b c)"],
    ["a ~ b * c", "(~ a (* b c))"],
    ["a * b // c / d % e", "(% (/ (// (* a b) c) d) e)"],
    ["2 ** 3 ** 2", "(** (** 2 3) 2)"],
    ["-a ** 2", "(** (- a) 2)"],
    ["2 ** -1", "(** 2 (- 1))"],
    ["-a.b|c", "(|c (- a.b))"],
    ["- -a", "(- (- a))"],
    ["+1", "(+ 1)"],
    ["a + b|c", "(+ a (|c b))"],
    ["(a + b)|c", "(|c (+ a b))"],
    ["a|b is c", "(is-c (|b a))"],
    ["a is b or c", "(or (is-b a) c)"],
    ["a is not b and c", "(and (not (is-b a)) c)"],
  ])("%s", (source, tree) => {
    expect(showExpression(source)).toBe(tree);
  });
});

describe("literals", () => {
  test.each([
    ["true", "true"],
    ["True", "true"],
    ["false", "false"],
    ["none", "null"],
    ["None", "null"],
    ["'a' \"b\" 'c'", "'abc'"],
    ["[]", "[]"],
    ["[1, 'a',]", "[1 'a']"],
    ["{}", "{}"],
    ["{'a': 1, b: c,}", "{'a':1 b:c}"],
    ["()", "(tuple)"],
    ["(a)", "a"],
    ["(a,)", "(tuple a)"],
    ["(a, b)", "(tuple a b)"],
    ["1.5", "1.5f"],
  ])("%s", (source, tree) => {
    expect(showExpression(source)).toBe(tree);
  });

  test("null is a name as any other in Jinja2", () => {
    expect(parseExpression("null")).toMatchObject({ type: "Name", name: "null" });
  });

  test("a tuple without brackets may be printed", () => {
    expect(show("{{ a, 1 }}")).toBe("(tuple a 1)");
    expect(show("{{ a, }}")).toBe("(tuple a)");
  });
});

describe("what follows an operand", () => {
  test.each([
    ["a.b.c", "a.b.c"],
    ["a.0", "a[0]"],
    ["a.1.2", "a[1][2]"],
    ["a['b'][0]", "a['b'][0]"],
    ["a[b, c]", "a[(tuple b c)]"],
    ["a[1:2]", "a[1:2:]"],
    ["a[:]", "a[::]"],
    ["a[::2]", "a[::2]"],
    ["a[:-1]", "a[:(- 1):]"],
    ["a[1, 2]", "a[(tuple 1 2)]"],
    ["a()", "(call a)"],
    ["a(b)(c).d", "(call (call a b) c).d"],
    ["a(1, b=2, *c, **d)", "(call a 1 b=2 *c **d)"],
    ["a(*b, c=1)", "(call a c=1 *b)"],
    ["a(1,)", "(call a 1)"],
    ["'a'.upper()", "(call 'a'.upper)"],
    ["a|b(1, c=2)|d", "(|d (|b a 1 c=2))"],
    ["a|b.c", "(|b.c a)"],
    ["a|b (1)", "(|b a 1)"],
    ["a|b()()", "(call (|b a))"],
  ])("%s", (source, tree) => {
    expect(showExpression(source)).toBe(tree);
  });

  test("a filter's result has no attributes without brackets", () => {
    expect(() => showExpression("a|b(1).c")).toThrow("chunk after expression");
    expect(showExpression("(a|b(1)).c")).toBe("(|b a 1).c");
  });
});

describe("tests", () => {
  test.each([
    ["a is defined", "(is-defined a)"],
    ["a is divisibleby 3", "(is-divisibleby a 3)"],
    ["a is divisibleby(3)", "(is-divisibleby a 3)"],
    ["a is in [1, 2]", "(is-in a [1 2])"],
    ["a is sameas b.c(1)", "(is-sameas a (call b.c 1))"],
    ["a is not none", "(not (is-none a))"],
    ["a is x.y 'z'", "(is-x.y a 'z')"],
    ["a is b c|d", "(|d (is-b a c))"],
  ])("%s", (source, tree) => {
    expect(showExpression(source)).toBe(tree);
  });

  test("a name after a test is its argument, even `if`, as in Jinja2", () => {
    expect(() => showExpression("a is b if c else d")).toThrow("chunk after expression");
    expect(showExpression("(a is b) if c else d")).toBe("(? c (is-b a) d)");
  });
});

test("every node says where it begins and how far it reaches", () => {
  const source = "user.name|upper ~\n  total(1)";
  const concat = parseExpression(source);
  expect(concat).toMatchObject({ type: "Concat", span: { line: 1, column: 1, length: source.length } });
  if (concat.type !== "Concat") return;
  expect(concat.items[0]).toMatchObject({ type: "Filter", span: { line: 1, column: 11, length: 5 } });
  expect(concat.items[1]).toMatchObject({ type: "Call", span: { line: 2, column: 3, length: 8 } });
});

test("an operator on a line of its own is blamed there, as in Jinja2", () => {
  expect(parseExpression("a\n.b")).toMatchObject({ span: { line: 2, column: 1, length: 2 } });
  expect(parseExpression("a\n== b")).toMatchObject({ span: { line: 2, column: 1, length: 4 } });
  expect(parseExpression("a\n+ b\n+ c")).toMatchObject({ left: { span: { line: 1 } }, span: { line: 3, column: 1 } });
});
