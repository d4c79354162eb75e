/**
 * How the runtime's own objects (undefined values, macros, loops, namespaces…) say what they are. The keys are symbols of
 * this module, so no data from outside has them, and a class of the application may use them as well.
 */
import type { Kwargs } from "./contract.ts";

/** `[textOf](): string`: what the object prints as. Without it, what `[reprOf]` says. */
export const textOf: unique symbol = Symbol("ampoule.text");
/** `[reprOf](repr): string`: what it prints as inside a list; `repr` does the same for parts. */
export const reprOf: unique symbol = Symbol("ampoule.repr");
/** `[attributeOf](name): unknown`: the value of an attribute, or `missing`. Replaces every other look-up by name. */
export const attributeOf: unique symbol = Symbol("ampoule.attribute");
/** What `[attributeOf]` gives for a name that it does not have. */
export const missing: unique symbol = Symbol("ampoule.missing");

export interface HasText {
  [textOf](): string;
}
export interface HasRepr {
  [reprOf](repr: (value: unknown) => string): string;
}
export interface HasAttributes {
  [attributeOf](name: string): unknown;
}
/** The protocol of `@ampoule/markup/engine` for objects that a template may call. */
export type CallProtocol = (args: readonly unknown[], kwargs: Kwargs) => unknown;

export function hasText(value: object): value is HasText {
  return textOf in value;
}
export function hasRepr(value: object): value is HasRepr {
  return reprOf in value;
}
export function hasAttributes(value: object): value is HasAttributes {
  return attributeOf in value;
}
