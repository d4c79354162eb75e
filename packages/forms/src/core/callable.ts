import { callable } from "@ampoule/markup/engine";
import { keywords } from "./keywords.ts";

/**
 * Lets templates call the objects of a class: `{{ form.email(class="wide") }}`.
 *
 * The method's name is a symbol, which only templates know; in TypeScript the same is `render`.
 *
 * @param type - the class
 * @param answer - what a call gives
 */
export function answerCalls<Instance>(
  type: { readonly prototype: Instance },
  answer: (instance: Instance, args: readonly unknown[], named: Record<string, unknown>) => unknown,
): void {
  Object.defineProperty(type.prototype, callable, {
    value(this: Instance, args: readonly unknown[], kwargs: ReadonlyMap<string, unknown>): unknown {
      return answer(this, args, keywords(kwargs));
    },
  });
}
