/** The shortest decimal digits that read back as the number, and the power of ten of the digit before the point plus one. */
interface Digits {
  readonly digits: string;
  readonly position: number;
}

function shortest(value: number): Digits {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  return { digits: mantissa.replace('.', ''), position: Number(exponent) + 1 };
}

/** The fewest digits that `narrow`, rounding to a smaller type, takes for the number. */
function shortestOf(narrow: (value: number) => number): (value: number) => Digits {
  return (value) => {
    for (let precision = 0; precision < 9; precision += 1) {
      const text = value.toExponential(precision);
      if (narrow(Number(text)) === value) {
        const [mantissa = '0', exponent = '0'] = text.split('e');
        return { digits: mantissa.replace('.', '').replace(/0+$/, '') || '0', position: Number(exponent) + 1 };
      }
    }
    return shortest(value);
  };
}

/** The nearest number that has eleven bits and no part below 2^-24. */
function toHalf(value: number): number {
  const unit = 2 ** Math.max(Math.floor(Math.log2(Math.abs(value))) - 10, -24);
  const units = value / unit;
  const floor = Math.floor(units);
  const up = units - floor > 0.5 || (units - floor === 0.5 && floor % 2 !== 0);
  return (floor + (up ? 1 : 0)) * unit;
}

const shortestSingle = shortestOf(Math.fround);
const shortestHalf = shortestOf(toHalf);

function general({ digits, position }: Digits, maximumDigits: number): string {
  if (position > maximumDigits || position < -3) {
    const exponent = position - 1;
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    const sign = exponent < 0 ? '-' : '+';
    return `${digits[0] ?? '0'}${fraction}E${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  if (position <= 0) return `0.${'0'.repeat(-position)}${digits}`;
  if (digits.length <= position) return digits.padEnd(position, '0');
  return `${digits.slice(0, position)}.${digits.slice(position)}`;
}

function format(value: number, digits: (absolute: number) => Digits, maximumDigits: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const sign = value < 0 ? '-' : '';
  if (!Number.isFinite(value)) return `${sign}Infinity`;
  return sign + general(digits(Math.abs(value)), maximumDigits);
}

/** `double.ToString()` under the invariant culture: shortest digits that round-trip, `E+17` notation past 17 places. */
export function formatDouble(value: number): string {
  return format(value, shortest, 17);
}

/** `float.ToString()` under the invariant culture. */
export function formatSingle(value: number): string {
  return format(value, shortestSingle, 9);
}

/** `Half.ToString()` under the invariant culture. */
export function formatHalf(value: number): string {
  return format(value, shortestHalf, 5);
}
