/** Statements, and the text between them. */
import fc from "fast-check";
import { type Kind as ExpressionKind, expressions } from "./expressions.ts";
import { choice, type Piece, pieceOf } from "./rules.ts";

/**
 * Where a statement may stand: anywhere, directly in a loop, directly in a block that overrides another, in a macro, at the
 * top of a template, at the top of a parent.
 */
export type Place = "item" | "loop" | "override" | "macro" | "top" | "base";
type Body = "body" | "loopBody" | "macroBody" | "overrideBody";
type Kind = ExpressionKind | Place | Body | "letters";

const rules: Readonly<Record<Place, readonly string[]>> = {
  item: [
    "{{ $any }}",
    "{{ $any }}",
    "{{ $text }}",
    "{{ $number }}",
    "{{ $list }}",
    "{{ $variable }}",
    "{% if $bool %}$body{% endif %}",
    "{% if $any %}$body{% else %}$body{% endif %}",
    "{% if $bool %}$body{% elif $any %}$body{% elif $bool %}$body{% else %}$body{% endif %}",
    "{% for $variable in $list %}$loopBody{% endfor %}",
    "{% for $variable in $list %}$loopBody{% else %}$body{% endfor %}",
    "{% for $variable in $list if $bool %}$loopBody{% endfor %}",
    "{% for a in $numbers if a is number and a > $number %}{{ a }}$loopBody{% else %}$body{% endfor %}",
    "{% for a in $rows %}{{ a.name }}:{{ a.age }}$loopBody{% endfor %}",
    "{% for a, b in $pairs %}{{ a }}={{ b }}$loopBody{% endfor %}",
    "{% for a, b in $dict.items() %}{{ a }}={{ b }};$loopBody{% endfor %}",
    "{% for a, b in $dict|dictsort %}{{ a }}={{ b }};{% endfor %}",
    "{% for (a, b), c in [(($any, $any), $any)] %}{{ a }}{{ b }}{{ c }}$loopBody{% endfor %}",
    "{% for a in $text %}{{ a }}|{% endfor %}",
    "{% for a in tree recursive %}<{{ a.name }}{% if a.children %}{{ loop(a.children) }}{% endif %}>$loopBody{% endfor %}",
    "{% for a in tree if a.name recursive %}{{ loop.depth }}{{ loop(a.children) }}{% else %}$body{% endfor %}",
    "{% for a in $rows|groupby('group') %}{{ a.grouper }}:{{ a.list|length }}$loopBody{% endfor %}",
    "{% for a in $list|batch(2, '-') %}{{ a|join(',') }};{% endfor %}",
    "{% set $variable = $any %}",
    // Two names, not one twice: Python 3.11 gets `a, a = 1, 2` wrong.
    "{% set a, c = $any, $any %}{{ a }}{{ c }}",
    "{% set b, a = $list %}",
    "{% set (a, b) = ($any, $any) %}{{ a }}{{ b }}",
    "{% set $variable %}$body{% endset %}{{ $variable }}",
    "{% set $variable|upper %}$body{% endset %}",
    "{% set a|trim|replace('a', 'b<') %}$body{% endset %}{{ a }}",
    "{% with %}$body{% endwith %}",
    "{% with $variable = $any %}$body{% endwith %}",
    "{% with a = $any, b = a %}{{ a }}{{ b }}$body{% endwith %}{{ a }}",
    "{% set ns = namespace(x=$any) %}{% for a in $list %}{% set ns.x = $any %}$loopBody{% endfor %}{{ ns.x }}",
    "{% set ns = namespace($dict, y=$any) %}{% if $bool %}{% set ns.y = ns.a %}{% endif %}{{ ns.y }}{{ ns.a }}",
    "{% macro @macro(a, b=$any) %}$macroBody{{ a }}{{ b }}@endmacro{% endmacro %}",
    "{% macro @macro() %}{{ varargs }}{{ kwargs|dictsort }}$macroBody@endmacro{% endmacro %}",
    "{% macro @macro(a, b=a, c=$text) %}{{ a }}{{ b }}{{ c }}$macroBody@endmacro{% endmacro %}",
    "{% macro @macro(a=$any) %}{% if caller %}<{{ caller() }}>{% endif %}$macroBody@endmacro{% endmacro %}",
    "{% macro @macro(a=$any) %}{% if caller %}<{{ caller($args) }}>{% endif %}{{ varargs|length }}@endmacro{% endmacro %}",
    "{{ @call($args) }}",
    "{{ @call($any) }}",
    "{{ @call() }}",
    "{{ @call($any)|upper }}",
    "{% call @macrocall($args) %}$body{% endcall %}",
    "{% call(a, b=$any) @macrocall($any) %}{{ a }}{{ b }}$body{% endcall %}",
    "{% set $variable = @call($any) %}",
    "{% filter upper %}$body{% endfilter %}",
    "{% filter replace('a', $text)|trim %}$body{% endfilter %}",
    "{% filter escape %}$body{% endfilter %}",
    "{% filter indent(width=$small, first=$bool) %}$body{% endfilter %}",
    "{% autoescape true %}$body{% endautoescape %}",
    "{% autoescape false %}$body{% endautoescape %}",
    // No constants and no `~`: Jinja2 escapes those by what holds outside of the tag.
    "{% autoescape yes %}{{ s }}{{ html }}{{ words }}{{ s|e }}{{ html|upper }}{% endautoescape %}",
    "{% raw %}$letters{ {x} }} {% endraw %}",
    "{# $letters #}",
    "{% do $any %}",
    // What changes a value stands alone: Python formats `'%s' % (a, a.append(1))` item by item. And nothing walks through it.
    "{% do stack.append($any) %}{{ stack }}",
    "{% do stack.extend($texts) %}{{ stack }}",
    "{% do stack.insert($index, $any) %}{{ stack }}",
    "{{ stack.pop($index) }}{{ stack }}",
    "{% do stack.remove($int) %}{{ stack }}",
    "{% do stack.reverse() %}{{ stack }}",
    "{% do stack.sort() %}{{ stack }}{% do stack.sort(reverse=true) %}{{ stack }}",
    "{% do stack.clear() %}{{ stack }}",
    "{% set c = $list|list %}{% do c.append($any) %}{{ c }}",
    "{{ shelf.setdefault('a', $any) }}{{ shelf }}",
    "{{ shelf.pop('a', $any) }}{{ shelf }}{{ shelf.pop('b') }}",
    "{{ shelf.popitem() }}{{ shelf }}",
    "{% do shelf.update(a=$any) %}{% do shelf.update($dict) %}{{ shelf }}",
    "{% set c = [] %}{% for a in $list %}{% do c.append(a) %}{% endfor %}{{ c }}",
    "{% set a = cycler($any, $any, $any) %}{% for b in $list %}{{ a.next() }}{% endfor %}{{ a.current }}",
    "{% set a = joiner($text) %}{% for b in $texts %}{{ a() }}{{ b }}{% endfor %}",
    "{% include @part %}",
    "{% include [$text, @part] with context %}",
    "{% include 'missing' ignore missing %}",
    "{% include ['missing', $text] ignore missing %}",
    "{% import @library as lib %}{{ lib.m1($args) }}{{ lib.v }}",
    "{% import @library as lib with context %}{{ lib.m1() }}{{ lib.m2($any) }}",
    "{% from @library import m1 as x, v %}{{ x($any) }}{{ v }}",
    "{% from @library import v, nope with context %}{{ v }}{{ nope }}",
    "{% print $any %}",
    "{% macro @macro(a) %}{% macro inner(b=a, c=$any) %}[{{ a }}{{ b }}{{ c }}]{% endmacro %}{{ inner() }}{{ inner($any) }}@endmacro{% endmacro %}",
    "{% call(c, k='-') @macrocall($any) %}{% call(n) @macrocall(c) %}{{ c }}{{ k }}{{ n }}$body{% endcall %}{% endcall %}",
    "{% set a %}{% for b in $list %}{{ b }}{{ loop.last }}{% endfor %}{% endset %}{{ a|length }}{{ a|reverse }}",
    "{% set a|title|center(30) %}{% call @macrocall() %}$body{% endcall %}{% endset %}[{{ a }}]",
    "{% filter indent(2, true)|replace($plain, $text, $small) %}{% if $bool %}$body{% endif %}{% endfilter %}",
    "{% for a in $list recursive %}{{ loop.depth0 }}{{ loop.previtem }}{% if a is iterable and a is not string and loop.depth < 3 %}({{ loop(a) }}){% else %}{{ a }}{% endif %}{% endfor %}",
    "{% for a in $iterable %}{{ loop.revindex }}{{ loop.last }}{{ a }}{{ loop.nextitem }}$loopBody{% endfor %}",
    "{% for a in $list if a %}{% for b in $texts if loop.index is odd or b %}{{ a }}{{ b }}{{ loop.index0 }}{% endfor %}{% endfor %}",
    "{% for a, b in $pairs if a != $any %}{% if loop.first %}{{ loop.length }}{% endif %}{{ a }}{{ b }}{% endfor %}",
    "{% with a = $any %}{% include @part with context %}{% endwith %}",
    "{% with a = $any %}{% from @library import m1 as x with context %}{{ x($any) }}{% endwith %}",
    "{% import @library as lib with context %}{% call lib.m1($args) %}$body{% endcall %}",
    "{% import @library as lib %}{{ lib.v }}{{ lib.nope }}{{ lib|string|length }}",
    "{% set ns = namespace() %}{% set ns.a = $any %}{{ ns }}{{ ns.a == $any }}",
    "{% set a, (b, c) = $any, ($any, $any) %}{{ a }}{{ b }}{{ c }}",
    "{% set a = namespace(n=0) %}{% for b in $list %}{% set a.n = a.n + loop.index %}{% endfor %}{{ a.n }}",
    "{{ caller($any) if caller is defined }}",
    "{{ [$text, $any]|map('string')|map('upper')|join($text) }}",
    "{{ '%-8s|%+.2f|%05d|%x' % ($text, $number, $int, $positive) }}",
    "{{ '{:>8}|{:+.2f}|{:05d}|{:#x}'.format($plain, $number, $int, $int) }}",
    "{{ $text[::-1] }}{{ $list[$index::$step] }}{{ $text[$index:$index:$step] }}",
    "{% autoescape $bool %}{{ $text }}{% call @macrocall() %}{{ s }}{% endcall %}{% endautoescape %}",
    "@line for a in $list @endline$loopBody@line endfor @endline",
    "@line if $bool: @endline$body@line else @endline$body@line endif @endline",
    "@line set $variable = $any @endline",
    "{{ $any }}@remark note @endremark",
    "{% trans %}Hello {{ s }}, 100% {{ n }}!{% endtrans %}",
    "{% trans a=n, b=$any %}{{ a }} one {{ b }}{% pluralize %}{{ b }} many{% endtrans %}",
    "{% trans count=$list|length %}an item{% pluralize %} {{ count }} items of {{ s }}\n {% endtrans %}",
    "{% trans trimmed a=$text %}\n  in {{ a }}\n  lines {% endtrans %}",
    "{% trans 'context' notrimmed %} <b>{{ html }}</b> %s {% endtrans %}",
    "{% trans %}%(s)s %% {{ k }}{% endtrans %}",
    "{{ _($plain) }}",
    "{{ gettext('%(a)s <b>', a=$any) if $bool }}",
    "{{ gettext('%(a)s')|format(a=$any) }}",
    "{{ ngettext('%(num)s item', '%(num)s items', $int) }}",
    "{{ pgettext('menu', s) }}",
    "{{ npgettext('menu', 'one', 'many', $int) }}",
    "{% macro @macro(a, b='x') %}{{ caller is defined }}{{ kwargs is mapping }}@endmacro{% endmacro %}",
    "{% macro inner(a, b=1) %}{{ varargs }}{% endmacro %}{{ inner.name }}{{ inner.arguments }}{{ inner.catch_varargs }}{{ inner.catch_kwargs }}{{ inner.caller }}",
  ],
  loop: [
    "{{ loop.index }}",
    "{{ loop.index0 }}/{{ loop.length }}",
    "{{ loop.revindex }},{{ loop.revindex0 }}",
    "{% if loop.first %}$body{% endif %}",
    "{% if not loop.last %}, {% endif %}",
    "{{ loop.cycle($any, $any) }}",
    "{{ loop.cycle('odd', 'even') }}",
    "{{ loop.previtem }}|{{ loop.nextitem }}",
    "{{ loop.previtem|default('-') }}",
    "{{ loop.changed($any) }}",
    "{% if loop.changed(a) %}$body{% endif %}",
    "{{ loop.depth }}{{ loop.depth0 }}",
    "{% if $bool %}{% break %}{% endif %}",
    "{% if $bool %}{% continue %}{% endif %}",
    "{% set b = loop.index %}{{ b }}",
    "{% if loop.index is divisibleby 2 %}$loopBody{% else %}$loopBody{% endif %}",
    "{% set outer = loop %}{% for c in $list %}{{ outer.index }}.{{ loop.index }}{% endfor %}",
    "{{ loop.nope }}",
    "{{ loop }}",
  ],
  override: [
    "{{ super() }}",
    "{{ super()|upper }}",
    "{{ super.super() }}",
    "{% set a = super() %}{{ a }}{{ a|length }}",
  ],
  macro: ["{{ caller is defined }}", "{{ varargs|length }}", "{{ $variable }}", "{{ a|default('none') }}"],
  top: [
    "{% block @block %}$body{% endblock %}",
    "{% for a in $list %}{% block @block scoped %}{{ a }}$body{% endblock %}{% endfor %}",
    "{% for a in $list %}{% block @block %}{{ a }}$body{% endblock %}{% endfor %}",
    "{% block @block %}$body{% block @block %}$body{% endblock %}$body{% endblock %}",
    "{% if $bool %}{% block @block %}$body{% endblock %}{% endif %}",
    "{% with a = $any %}{% block @block scoped %}{{ a }}{% endblock %}{% endwith %}",
    "{{ self.b1() }}",
    "{{ self.b1()|length }}",
    "{{ self.b2 }}",
    // Only here: in a macro or a set block Jinja2 prints what is included in the wrong place.
    "{% include @part without context %}",
    "{% include ['missing', @part] ignore missing without context %}",
  ],
  base: ["{% block @block required %}{% endblock %}", "{% block @block %}{% endblock %}"],
};

const letters = fc
  .array(
    fc.constantFrom(
      "a",
      "Text ",
      "<p>",
      "\n",
      "\n\n",
      "  ",
      " ",
      "\t",
      "é",
      "&",
      "'",
      '"',
      "</p>\n",
      "\r\n",
      "x: ",
      "{ }",
      "%",
      "#",
      "}",
      "-",
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(""));

const bodies: Readonly<Record<Body, Place | null>> = {
  body: null,
  loopBody: "loop",
  macroBody: "macro",
  overrideBody: "override",
};

/** How deeply statements are nested. */
const DEPTH = 3;

const open = (text: fc.Arbitrary<string>): fc.Arbitrary<Piece> => text.map((one) => ({ text: one, closed: true }));

/** Text and statements in turn. */
export function sequence(items: fc.Arbitrary<Piece>, maxLength: number): fc.Arbitrary<Piece> {
  const pairs = fc.array(fc.tuple(items, letters), { maxLength });
  return open(
    fc.tuple(letters, pairs).map(([first, rest]) => first + rest.map(([item, after]) => item.text + after).join("")),
  );
}

/** Statements of each place. */
export const statements: Readonly<Record<Place | "overrideBody", fc.Arbitrary<Piece>>> = fc.letrec<Record<Kind, Piece>>(
  (tie) => {
    const lookUp = (kind: Kind): fc.Arbitrary<Piece> =>
      kind in expressions ? expressions[kind as ExpressionKind] : tie(kind);
    const places = Object.entries(rules).map(([place, own]) => {
      const ruled = own.map((rule) => ({ weight: 1, arbitrary: pieceOf(rule, "closed", lookUp) }));
      return [place, choice("statement", DEPTH, { weight: 3, arbitrary: open(letters) }, ruled)];
    });
    const bodied = Object.entries(bodies).map(([name, place]) => {
      const items = place === null ? tie("item") : fc.oneof({ weight: 2, arbitrary: tie("item") }, tie(place));
      return [name, sequence(items, 3)];
    });
    return Object.fromEntries([...places, ...bodied, ["letters", open(letters)]]) as never;
  },
);
