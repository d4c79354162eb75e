/**
 * The one way from a value to what hangs on it. `.`, `[]`, `attr()`, `map(attribute=…)`, `groupby`, `sort`, `sum`,
 * `selectattr`, `format`: all of them come here, so what cannot be reached here cannot be reached.
 *
 * Reachable: the keys of dicts and the items of sequences; Python's methods of built-in types, from tables; own properties
 * of the application's objects, and the accessors and methods of its classes. Never: anything that hangs on a prototype of
 * the language or its host, and never by the names that lead from an object to its class or prototype.
 */
import { isMarkup, Markup } from "@ampoule/markup";
import { SecurityError } from "../../errors.ts";
import { refusePromise } from "../values/async.ts";
import type { CallState, Kwargs, MakeUndefined, Members, Printing, SandboxPolicy } from "../values/contract.ts";
import { type Description, describe, descriptionOf } from "../values/describe.ts";
import { Dict, dictGet } from "../values/dict.ts";
import { isSetView } from "../values/hashing.ts";
import { isDict, isPlainObject, typeName } from "../values/kinds.ts";
import { dictMethods } from "../values/methods/dict.ts";
import { javascriptMembersOf } from "../values/methods/javascript.ts";
import { markupOverrides } from "../values/methods/markup.ts";
import { Method, Property, type Tools } from "../values/methods/method.ts";
import { membersOf } from "../values/methods/tables.ts";
import { missing, TemplateObject } from "../values/object.ts";
import { isApplicationObject, sealPrototype } from "../values/prototypes.ts";
import { itemAt } from "../values/slices.ts";
import { isUndefined, Undefined } from "../values/undefined.ts";
import { DictView, NamedTuple, OneShot, PyFloat, Range, Tuple } from "../values/values.ts";
import type { Calls } from "./calls.ts";
import { isForbidden, ownNames, property } from "./properties.ts";
import { refusal, refusalCure } from "./refusal.ts";

for (const type of [
  Tuple,
  NamedTuple,
  PyFloat,
  Range,
  DictView,
  OneShot,
  Dict,
  Undefined,
  Method,
  Markup,
  TemplateObject,
]) {
  sealPrototype(type);
}

/**
 * May generated code read `name` of a plain object as an ordinary own property?
 *
 * False for the names that are never let through, and for those that a dict of the mode answers with a method first.
 */
export function isPlainSafeName(name: string, printing: Printing): boolean {
  return !isForbidden(name) && !(printing === "python" && dictMethods.has(name));
}

function isOwn(object: unknown, name: string): boolean {
  return (typeof object === "object" || typeof object === "function") && object !== null && Object.hasOwn(object, name);
}

type AnyFunction = (...args: unknown[]) => unknown;

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === "function";
}

/** A plain value under a key of a plain object: what almost every look-up is about, found without further questions. */
function plainValue(object: unknown, name: string): unknown {
  if (typeof object !== "object" || object === null) return missing;
  const prototype = Object.getPrototypeOf(object);
  if ((prototype !== Object.prototype && prototype !== null) || !Object.hasOwn(object, name)) return missing;
  const value = (object as Readonly<Record<string, unknown>>)[name];
  return value === undefined || typeof value === "function" ? missing : value;
}

/** `object[key]` without falling back to attributes, or `missing`. What holds `undefined` holds nothing. */
function item(object: unknown, key: unknown): unknown {
  if (!isDict(object)) return itemAt(object, key);
  if (!isHashable(key)) return missing;
  const value = dictGet(object, key);
  if (typeof value === "function" && typeof key === "string" && isForbidden(key)) return missing;
  return value === undefined ? missing : value;
}

/** How Python prints a method of a built-in type. */
function printedMethod(object: unknown, name: string): NonNullable<Description["printed"]> {
  return (text, address) =>
    isMarkup(object) && markupOverrides.has(name)
      ? `<bound method Markup.${name} of ${text(object)}>`
      : `<built-in method ${name} of ${typeName(object)} object${address}>`;
}

/** Texts, numbers and lists. */
function isPlainData(value: unknown): boolean {
  return typeof value !== "object" || Array.isArray(value) || isMarkup(value);
}

/** What a key is called as an attribute. */
function attributeName(key: unknown): string | undefined {
  if (typeof key === "string") return key;
  return isMarkup(key) ? key.toString() : undefined;
}

function isHashable(key: unknown): boolean {
  if (typeof key !== "object" || key === null) return true;
  if (Tuple.is(key)) return key.every(isHashable);
  return !(isDict(key) || key instanceof Set || isSetView(key) || (Array.isArray(key) && typeName(key) === "list"));
}

function namedField(object: object, name: string): unknown {
  if (!NamedTuple.is(object)) return missing;
  const index = object.fields.indexOf(name);
  return index === -1 ? missing : object[index];
}

/** Properties that JavaScript's built-in types have for everybody who writes templates for that mode. */
function sizeProperty(object: unknown, name: string): unknown {
  if (name === "length" && (typeof object === "string" || Array.isArray(object) || isMarkup(object))) {
    return object.length;
  }
  if (name === "size" && (object instanceof Map || object instanceof Set)) return object.size;
  return missing;
}

/** What might have been meant, for "did you mean". */
function* namesOf(object: unknown): Generator<string> {
  if (object instanceof Map) {
    for (const key of object.keys()) if (typeof key === "string") yield key;
  } else if (typeof object === "object" && object !== null) {
    if (NamedTuple.is(object)) yield* object.fields;
    else yield* TemplateObject.isObject(object) ? object.attributeNames() : ownNames(object);
  }
  yield* membersOf(object).keys();
}

/** Python's machinery (`__class__`, `__globals__`…), which its sandbox refuses by name. */
const dunder = /^__\w+__$/;

/** What even an undefined value has in Python. */
const everyObjectHas: ReadonlySet<string> = new Set([
  "__class__",
  "__call__",
  "__init__",
  "__dict__",
  "__doc__",
  "__module__",
]);

export interface MembersOptions {
  readonly printing: Printing;
  readonly isContextual: boolean;
  readonly makeUndefined: MakeUndefined;
  readonly sandbox: SandboxPolicy | null;
  readonly calls: Calls;
}

/** The getter of an environment. */
export function createMembers({ printing, isContextual, makeUndefined, sandbox, calls }: MembersOptions): Members {
  const isPython = printing === "python";
  const tools: Tools = { printing, isContextual, getAttribute, getItem, lenient: !isPython || sandbox !== null };

  function notFound(object: unknown, name: unknown, path?: string): unknown {
    // What is missing there is what it will be.
    if (object instanceof Promise) refusePromise(object);
    return makeUndefined({ object: { value: object }, name, path, candidates: () => namesOf(object) });
  }

  function unsafe(object: unknown, name: string, found?: unknown): unknown {
    const hint = refusal(object, name);
    return makeUndefined({ hint, object: { value: object }, name, forbidden: true, cure: refusalCure(name, found) });
  }

  /** The attribute of a value as it lies there: a `Method`, a function not yet bound, or another value. */
  function find(object: unknown, name: string): unknown {
    if (typeof object === "object" && object !== null && isApplicationObject(object)) return property(object, name);
    if (!isPython) {
      const own = isDict(object) ? item(object, name) : missing;
      if (own !== missing) return own;
      const size = sizeProperty(object, name);
      if (size !== missing) return size;
    }
    const member = membersOf(object).get(name) ?? (isPython ? undefined : javascriptMembersOf(object).get(name));
    if (member !== undefined) return member instanceof Property ? member.read(tools, object) : member;
    if (typeof object === "function") return property(object, name);
    if (typeof object !== "object" || object === null || isPlainObject(object)) return missing;
    if (TemplateObject.isObject(object)) return object.attribute(name);
    const field = namedField(object, name);
    return field === missing ? property(object, name) : field;
  }

  function isRefused(object: unknown, name: string, found: unknown): boolean {
    if (sandbox === null) return false;
    if (found instanceof Method) return sandbox.immutable && found.mutates;
    if (isDict(object)) return false;
    return name.startsWith("_") || sandbox.isSafeAttribute?.(object, name, found) === false;
  }

  /** A method that remembers its object. */
  function bind(object: unknown, name: string, found: unknown): unknown {
    if (found instanceof Method) {
      const call = (args: readonly unknown[], kwargs: Kwargs): unknown => found.call(tools, object, args, kwargs);
      return describe(call, { raw: true, name: found.name, printed: printedMethod(object, name) });
    }
    if (!isFunction(found) || isDict(object) || isOwn(object, name)) return found;
    const bound: AnyFunction = (...args) => Reflect.apply(found, object, args);
    const { async: later, ...described } = descriptionOf(found) ?? {};
    const boundLater = later && { async: (...args: never[]) => Reflect.apply(later, object, args) as unknown };
    return describe(bound, { name: found.name, ...described, ...boundLater });
  }

  function admit(object: unknown, name: string, found: unknown): unknown {
    if (isRefused(object, name, found)) return unsafe(object, name, found);
    return typeof found === "function" || found instanceof Method ? bind(object, name, found) : found;
  }

  function getAttribute(object: unknown, name: string, path?: string): unknown {
    if (!isPython && sandbox === null) {
      const plain = plainValue(object, name);
      if (plain !== missing) return plain;
    }
    if (isUndefined(object)) return memberOfUndefined(object, name);
    if (sandbox !== null && dunder.test(name)) return unsafe(object, name);
    const found = find(object, name);
    if (found !== missing && found !== undefined && !isMissingKey(object, found)) return admit(object, name, found);
    const value = item(object, name);
    return value === missing ? notFound(object, name, path) : value;
  }

  /**
   * In JavaScript a dict that has no `items` has none: `{% if menu.items %}` asks for data, and so does `{{ item.title or item }}`,
   * where the item may be a text. Python's methods of data are there when they are called, `menu.items()`.
   */
  function isMissingKey(object: unknown, found: unknown): boolean {
    return !isPython && found instanceof Method && (isDict(object) || isPlainData(object));
  }

  function getItem(object: unknown, key: unknown, path?: string): unknown {
    if (typeof key === "string") {
      const plain = plainValue(object, key);
      if (plain !== missing) return plain;
    }
    if (isUndefined(object)) return object.member(key);
    const value = item(object, key);
    if (value !== missing) return value;
    const name = attributeName(key);
    if (name === undefined) return notFound(object, key, path);
    if (sandbox !== null && dunder.test(name)) return unsafe(object, name);
    const found = find(object, name);
    if (found === missing || found === undefined || isMissingKey(object, found)) return notFound(object, name, path);
    return admit(object, name, found);
  }

  function attributeOnly(object: unknown, name: string): unknown {
    if (isUndefined(object)) return memberOfUndefined(object, name);
    if (sandbox !== null && dunder.test(name)) return unsafe(object, name);
    const found = find(object, name);
    return found === missing || found === undefined ? notFound(object, name) : admit(object, name, found);
  }

  function memberOfUndefined(object: Undefined, name: string): unknown {
    return sandbox !== null && everyObjectHas.has(name) ? unsafe(object, name) : object.member(name);
  }

  function callMethod(
    object: unknown,
    name: string,
    args: readonly unknown[],
    kwargs: Kwargs | null,
    state: CallState,
    path?: string,
  ): unknown {
    if (!isUndefined(object) && !(sandbox !== null && dunder.test(name))) {
      const found = find(object, name);
      if (found instanceof Method) {
        if (isRefused(object, name, found)) {
          throw new SecurityError(refusal(object, name), { cure: refusalCure(name, found) });
        }
        return found.call(tools, object, args, kwargs);
      }
      if (isFunction(found) && !isRefused(object, name, found)) return calls.call(found, args, kwargs, state, object);
    }
    return calls.call(getAttribute(object, name, path), args, kwargs, state);
  }

  return { getAttribute, getItem, attributeOnly, callMethod };
}
