/** `{% trans %}`: a message is looked up in the catalogue, and its variables are put into what comes back. */
import type { Trans } from "../syntax/nodes.ts";
import { dataLiteral, join, js, literal } from "./code.ts";
import { printStatement } from "./outputs.ts";
import type { Place } from "./place.ts";
import { settle } from "./waiting.ts";

export function trans(node: Trans, place: Place): void {
  const { unit, fn, out, plan, mode } = place;
  const values = node.variables.map(
    ({ name, value }) => js`[${literal(name)},${place.generate.expression(value, place)}]`,
  );
  const { context, singular, plural, count, newstyle } = node;
  const message = { context, singular: singular.message, plural: plural?.message ?? null, count, newstyle };
  const shape = unit.constant("q", dataLiteral(message));
  const call = js`${unit.helper("translated")}(c,${shape},[${join(values, js`,`)}],${fn.at(node.span)})`;
  const isMessage = plan?.site(node)?.isMessage === true && (mode === "contextual" || mode === "volatile");
  if (!isMessage) {
    printStatement(node, settle(call, place), place);
    return;
  }
  const html = js`${unit.helper("translatedHtml")}(T,c,${shape},[${join(values, js`,`)}],${fn.at(node.span)})`;
  const print = (): void => unit.writer.line(js`${out}+=${fn.isAsync ? js`await ${html}` : html};`, node.span);
  if (mode === "contextual") {
    print();
    return;
  }
  unit.writer.open(js`if(c.autoescape){`, node.span);
  print();
  unit.writer.next(js`}else{`);
  printStatement(node, settle(call, place), { ...place, mode: "none" });
  unit.writer.close(js`}`);
}
