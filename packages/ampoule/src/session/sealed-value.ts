/** Values of built-in classes that cannot be changed: freezing an object does not freeze what a Date or a Map keeps inside. */

/**
 * Closes the ways by which a value can be changed.
 *
 * @param methods The names of those that change it
 * @param accessors The names of properties that change it when they are assigned to
 * @returns `value` itself: whoever changes it is told at once, instead of seeing the change lost
 */
export function sealed<Value extends object>(
  value: Value,
  methods: readonly string[],
  accessors: readonly string[],
): Value {
  for (const name of methods) Object.defineProperty(value, name, { value: refuse });
  for (const name of accessors) Object.defineProperty(value, name, { get: () => inherited(value, name), set: refuse });
  return Object.freeze(value);
}

function inherited(value: object, name: string): unknown {
  return Reflect.get(Object.getPrototypeOf(value) as object, name, value);
}

function refuse(): never {
  throw new TypeError("A value in a session cannot be changed: set a new one");
}
