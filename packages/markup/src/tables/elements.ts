/** Elements that a value may name: no code, no raw text, no frames, nothing that changes how the rest is parsed. */
export const dynamicElements: ReadonlySet<string> = new Set(
  (
    "a abbr acronym address area article aside audio b bdi bdo big blockquote br button canvas caption center cite code col " +
    "colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 " +
    "h4 h5 h6 header hgroup hr i img input ins kbd label legend li main map mark menu meter nav ol optgroup option output p " +
    "picture pre progress q rp rt ruby s samp search section select slot small source span strike strong sub summary sup " +
    "table tbody td tfoot th thead time tr track tt u ul var video wbr"
  ).split(" "),
);
