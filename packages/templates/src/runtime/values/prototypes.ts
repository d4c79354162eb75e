/**
 * Which prototypes belong to the language or its host. Nothing that hangs on one of these can be reached from a template:
 * that is what keeps `''.constructor.constructor('…')()` from being code.
 */

const known = new WeakMap<object, boolean>();

/** Prototypes of the language that no global constructor leads to. */
function hiddenPrototypes(): object[] {
  const generator = Object.getPrototypeOf(function* () {});
  const asyncGenerator = Object.getPrototypeOf(async function* () {});
  const asyncFunction = Object.getPrototypeOf(async () => {});
  const iterators = [[].values(), new Map().values(), new Set().values(), ""[Symbol.iterator](), "".matchAll(/(?:)/g)];
  return [generator, generator.prototype, asyncGenerator, asyncGenerator.prototype, asyncFunction]
    .concat(iterators.map((iterator) => Object.getPrototypeOf(iterator)))
    .flatMap((prototype) => [prototype, Object.getPrototypeOf(prototype)])
    .filter((prototype) => prototype !== null);
}

for (const prototype of hiddenPrototypes()) known.set(prototype, true);

function isGlobal(name: unknown, constructor: unknown): boolean {
  if (typeof name !== "string") return false;
  const property = Object.getOwnPropertyDescriptor(globalThis, name);
  // A host may load its classes on first use, through an accessor; this one is loaded, since it has an instance.
  return property !== undefined && (property.value ?? property.get?.call(globalThis)) === constructor;
}

function decide(prototype: object): boolean {
  if (typeof prototype === "function") return true;
  const constructor = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  if (typeof constructor !== "function") return false;
  // Native code is the engine's, of whatever realm; what the host writes in JavaScript is found by its global name.
  if (/\{\s*\[native code\]\s*\}\s*$/.test(Function.prototype.toString.call(constructor))) return true;
  return isGlobal(Object.getOwnPropertyDescriptor(constructor, "name")?.value, constructor);
}

const applications = new WeakMap<object, boolean>();

function hasOnlyOwnClasses(prototype: object): boolean {
  for (let holder: object | null = prototype; holder !== null; holder = Object.getPrototypeOf(holder)) {
    if (isBuiltinPrototype(holder)) return holder === Object.prototype && holder !== prototype;
  }
  return false;
}

/** Is `value` an instance of classes that are all the application's: no Array, Map, Error… among them, and none of ours? */
export function isApplicationObject(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  if (prototype === null) return false;
  let answer = applications.get(prototype);
  if (answer === undefined) {
    answer = hasOnlyOwnClasses(prototype);
    applications.set(prototype, answer);
  }
  return answer;
}

/** Counts a class of this package among the built-in ones: templates see what the runtime lets them see of it. */
export function sealPrototype(type: { readonly prototype: object }): void {
  known.set(type.prototype, true);
}

/** Is `prototype` one that the language or the host made, rather than the application? */
export function isBuiltinPrototype(prototype: object): boolean {
  let answer = known.get(prototype);
  if (answer === undefined) {
    answer = decide(prototype);
    known.set(prototype, answer);
  }
  return answer;
}
