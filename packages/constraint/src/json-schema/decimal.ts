/** An exact decimal number: coefficient · 10^-scale, with the least scale not below zero. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly scale: number;
}

const MAX_EXPONENT = 1000;
const PARTS = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;

/** `undefined` when the text is not a number or its exponent is beyond ±1000. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = PARTS.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponentText = '0'] = match;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > MAX_EXPONENT || whole.length + fraction.length > MAX_EXPONENT) {
    return undefined;
  }
  const magnitude = BigInt(whole + fraction);
  const coefficient = sign === '-' ? -magnitude : magnitude;
  return normalised(coefficient, fraction.length - exponent);
}

export function compareDecimals(left: Decimal, right: Decimal): number {
  const scale = Math.max(left.scale, right.scale);
  const difference = scaled(left, scale) - scaled(right, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The plain text: no exponent, no trailing zero, no "-0". */
export function decimalText(value: Decimal): string {
  const magnitude = value.coefficient < 0n ? -value.coefficient : value.coefficient;
  const digits = magnitude.toString().padStart(value.scale + 1, '0');
  const whole = digits.slice(0, digits.length - value.scale);
  const fraction = value.scale > 0 ? `.${digits.slice(-value.scale)}` : '';
  return `${value.coefficient < 0n ? '-' : ''}${whole}${fraction}`;
}

/** The integer `value · 10^scale`; `scale` must be at least that of the value. */
export function scaled(value: Decimal, scale: number): bigint {
  return value.coefficient * 10n ** BigInt(scale - value.scale);
}

function normalised(coefficient: bigint, scale: number): Decimal {
  if (scale < 0) return { coefficient: coefficient * 10n ** BigInt(-scale), scale: 0 };
  let rest = coefficient;
  let left = scale;
  while (left > 0 && rest % 10n === 0n) {
    rest /= 10n;
    left--;
  }
  return { coefficient: rest, scale: left };
}
