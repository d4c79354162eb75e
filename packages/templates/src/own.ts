/**
 * Options as they were given: their own properties, with nothing behind them. What somebody has left on `Object.prototype` is
 * no option (SECURITY.md T36).
 */
export function ownOptions<Options extends object>(given: Options | undefined): Partial<Options> {
  return Object.assign(Object.create(null) as Partial<Options>, given);
}
