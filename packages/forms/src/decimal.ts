/** What can be compared with a {@link Decimal}: a finite number, a bigint, decimal text such as `"0.1"`, or a Decimal. */
export type DecimalLike = number | bigint | string | Decimal;

/** Rounding, named as `Intl.NumberFormat` names it. */
export type RoundingMode =
  | "ceil"
  | "floor"
  | "expand"
  | "trunc"
  | "halfCeil"
  | "halfFloor"
  | "halfExpand"
  | "halfTrunc"
  | "halfEven";

/** Most digits, and the largest exponent either way: an exponent of a billion in ten characters would fill the memory. */
export const decimalLimit = 400;

/** HTML's "valid floating-point number", with a plus sign and a missing integer part allowed. Every part is bounded by the next one's first character: linear. */
const grammar = /^([+-]?)([0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,4}))?$/;

/** Whether, of the discarded part, its sign and the last digit kept, rounding goes away from zero. */
const away: Readonly<Record<RoundingMode, (half: -1 | 0 | 1, negative: boolean, odd: boolean) => boolean>> = {
  ceil: (_half, negative) => !negative,
  floor: (_half, negative) => negative,
  expand: () => true,
  trunc: () => false,
  halfCeil: (half, negative) => half > 0 || (half === 0 && !negative),
  halfFloor: (half, negative) => half > 0 || (half === 0 && negative),
  halfExpand: (half) => half >= 0,
  halfTrunc: (half) => half > 0,
  halfEven: (half, _negative, odd) => half > 0 || (half === 0 && odd),
};

/** All of them, for messages. */
export const roundingModes: readonly string[] = Object.keys(away);

/** Whether a text is a rounding mode. */
export const isRoundingMode = (mode: string): mode is RoundingMode => Object.hasOwn(away, mode);

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/**
 * An exact decimal number: `unscaled × 10^-scale`. Money, measures and everything that binary fractions spoil.
 *
 * It is a value, not a calculator: hand `unscaled` and `scale`, or the text, to the database or to a library of arithmetic.
 *
 * @example Decimal.parse("19.90")?.toString(); // "19.90"
 */
export class Decimal {
  /** All digits, with the sign. */
  readonly unscaled: bigint;
  /** How many of them are behind the point, from 0. */
  readonly scale: number;

  private constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
    Object.freeze(this);
  }

  /**
   * Reads decimal text: digits, a point, an exponent. `null` for all else, `NaN` and infinities among it, and for more than
   * {@link decimalLimit} digits.
   */
  static parse(text: string): Decimal | null {
    if (text.length > decimalLimit) return null;
    const match = grammar.exec(text);
    if (match === null) return null;
    const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
    if (whole === "" && fraction === "") return null;
    const scale = fraction.length - Number(exponent);
    if (Math.abs(scale) > decimalLimit) return null;
    const digits = BigInt(whole + fraction) * (sign === "-" ? -1n : 1n);
    return scale < 0 ? new Decimal(digits * 10n ** BigInt(-scale), 0) : new Decimal(digits, scale);
  }

  /**
   * `unscaled × 10^-scale`.
   *
   * @param scale - from 0
   * @throws RangeError for a scale that is none
   * @example Decimal.fromUnscaled(1990n, 2).toString(); // "19.90"
   */
  static fromUnscaled(unscaled: bigint, scale: number): Decimal {
    if (!Number.isInteger(scale) || scale < 0 || scale > 2 * decimalLimit)
      throw new RangeError(`a scale is a whole number from 0 to ${2 * decimalLimit}, not ${scale}`);
    return new Decimal(unscaled, scale);
  }

  /**
   * A number, bigint, text or Decimal as a Decimal. Numbers are taken as JavaScript prints them: `0.1` is one tenth.
   *
   * @throws RangeError for what is not a finite decimal number
   */
  static from(value: DecimalLike): Decimal {
    if (value instanceof Decimal) return value;
    if (typeof value === "bigint") return new Decimal(value, 0);
    const decimal = Decimal.parse(String(value));
    if (decimal === null) throw new RangeError(`${JSON.stringify(value)} is not a decimal number`);
    return decimal;
  }

  /** -1, 0 or 1, as the first is less than, equal to or greater than the second. */
  static compare(left: DecimalLike, right: DecimalLike): -1 | 0 | 1 {
    if (typeof left === "number" && typeof right === "number") return left < right ? -1 : left > right ? 1 : 0;
    const [first, second] = [Decimal.from(left), Decimal.from(right)];
    const scale = Math.max(first.scale, second.scale);
    const difference = first.#at(scale) - second.#at(scale);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  #at(scale: number): bigint {
    return this.unscaled * 10n ** BigInt(scale - this.scale);
  }

  /**
   * The same number with exactly `places` digits behind the point.
   *
   * @param places - 0 to 100
   * @param mode - what happens to digits that are dropped
   * @example
   * Decimal.from("2.345").quantize(2).toString(); // "2.34"
   * Decimal.from("2.345").quantize(2, "halfExpand").toString(); // "2.35"
   */
  quantize(places: number, mode: RoundingMode = "halfEven"): Decimal {
    if (places >= this.scale) return new Decimal(this.#at(places), places);
    const unit = 10n ** BigInt(this.scale - places);
    const kept = this.unscaled / unit;
    const dropped = absolute(this.unscaled % unit);
    if (dropped === 0n) return new Decimal(kept, places);
    const half = dropped * 2n === unit ? 0 : dropped * 2n > unit ? 1 : -1;
    const negative = this.unscaled < 0n;
    const step = away[mode](half, negative, kept % 2n !== 0n) ? (negative ? -1n : 1n) : 0n;
    return new Decimal(kept + step, places);
  }

  /** The nearest binary floating-point number. */
  toNumber(): number {
    return Number(this.toString());
  }

  /** All digits, never an exponent. */
  toString(): string {
    const digits = String(absolute(this.unscaled)).padStart(this.scale + 1, "0");
    const sign = this.unscaled < 0n ? "-" : "";
    const point = digits.length - this.scale;
    return this.scale === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  }

  /** As text: JSON numbers are binary for most readers. */
  toJSON(): string {
    return this.toString();
  }
}
