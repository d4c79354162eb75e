/** Styles. */
import type { Attack } from "./attack.ts";

export const styles: readonly Attack[] = [
  { name: "a declaration more", template: '<p style="color: {{ v }}">x</p>', attack: { v: "red;position:fixed" } },
  {
    name: "a URL in a style",
    template: '<p style="background: {{ v }}">x</p>',
    attack: { v: "url(//evil.example)" },
    twinHolds: true,
  },
  { name: "the property", template: '<p style="{{ v }}: red">x</p>', attack: { v: "color:red;background" } },
  {
    name: "the end of a string in a style",
    template: "<p style=\"content: '{{ v }}'\">x</p>",
    attack: { v: "\n;position:fixed;content:" },
  },
  {
    name: "the end of url()",
    template: "<style>a { background: url({{ v }}) }</style>",
    attack: { v: "a);color:red;b:url(" },
  },
  {
    name: "the end of the rule",
    template: "<style>a { color: {{ v }} }</style>",
    attack: { v: "red } body { display: none" },
  },
  {
    name: "the end of the style in two values",
    template: "<style>a { width: {{ v }}/{{ w }} }</style><p>x</p>",
    attack: { v: "<", w: "style><script>alert(1)</script>" },
  },
  {
    name: "an import",
    template: '<style>@import "{{ v }}";</style>',
    attack: { v: '";a{color:red}' },
    twinHolds: true,
  },
  {
    name: "a custom property",
    template: '<p style="--a: {{ v }}; color: red">x</p>',
    attack: { v: "b;position:fixed" },
  },
  { name: "an expression of old", template: '<p style="width: {{ v }}">x</p>', attack: { v: "expression(alert(1))" } },
  {
    name: "an escape of CSS",
    template: '<p style="color: {{ v }}">x</p>',
    attack: { v: "r\\3b position\\3a fixed" },
    twinHolds: true,
  },
  {
    name: "a comment of CSS",
    template: "<style>a { color: {{ v }}; } /* x */ b { color: red }</style>",
    attack: { v: "/*" },
  },
  {
    name: "a style of SVG",
    template: "<svg><style>a { fill: {{ v }} }</style></svg>",
    attack: { v: "&#125; b &#123;" },
  },
  {
    name: "a style that is text in HTML inside of SVG",
    template: "<svg><desc><style>a { color: {{ v }} }</style></desc></svg>",
    attack: { v: "</style><script>alert(1)</script>" },
  },
];
