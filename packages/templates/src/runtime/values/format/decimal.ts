/** Doubles as decimals, correctly rounded: half to even on the exact value, as Python and C do (JavaScript's toFixed does not). */

const view = new DataView(new ArrayBuffer(8));

/** A finite number as `mantissa * 2 ** exponent`, without its sign. */
function decompose(value: number): readonly [mantissa: bigint, exponent: number] {
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  return biased === 0 ? [fraction, -1074] : [fraction | (1n << 52n), biased - 1075];
}

function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

/** `|value| * 10 ** places`, rounded to an integer. `places` may be negative. */
export function scaled(value: number, places: number): bigint {
  const [mantissa, exponent] = decompose(value);
  let dividend = mantissa;
  let divisor = 1n;
  if (places >= 0) dividend *= 10n ** BigInt(places);
  else divisor *= 10n ** BigInt(-places);
  if (exponent >= 0) dividend <<= BigInt(exponent);
  else divisor <<= BigInt(-exponent);
  return roundedQuotient(dividend, divisor);
}

/** `|value|` with exactly `places` digits after the point. */
export function fixed(value: number, places: number): string {
  const digits = String(scaled(value, places)).padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** `|value|` as `digits` significant digits and the exponent of the first. */
export function significant(value: number, digits: number): readonly [digits: string, exponent: number] {
  if (value === 0) return ["0".repeat(digits), 0];
  let exponent = Math.floor(Math.log10(Math.abs(value)));
  // log10 may be off by one at powers of ten, and rounding may carry.
  for (exponent--; ; exponent++) {
    const text = String(scaled(value, digits - 1 - exponent));
    if (text.length === digits) return [text, exponent];
  }
}
