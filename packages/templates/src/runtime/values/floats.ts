/** Floating-point numbers as Python prints them: `repr(float)`, the shortest text that reads back the same. */

/** The digits and the decimal exponent of a finite positive number: 1234.5 is `["12345", 4]`, read as 0.12345e4. */
function shortestDigits(value: number): readonly [digits: string, point: number] {
  const [mantissa, exponent] = value.toExponential().split("e") as [string, string];
  return [mantissa.replace(".", ""), Number(exponent) + 1];
}

/** `repr(value)` of a Python float: `1.0`, `1e+16`, `1e-05`, `inf`, `nan`. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (value === 0) return `${sign}0.0`;
  const [digits, point] = shortestDigits(Math.abs(value));
  if (point > 16 || point < -3) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
    return `${sign}${digits[0]}${fraction}e${exponentText(point - 1)}`;
  }
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits}${"0".repeat(point - digits.length)}.0`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** An exponent with its sign and at least two digits, as C's printf writes it. */
export function exponentText(exponent: number): string {
  const digits = String(Math.abs(exponent)).padStart(2, "0");
  return `${exponent < 0 ? "-" : "+"}${digits}`;
}
