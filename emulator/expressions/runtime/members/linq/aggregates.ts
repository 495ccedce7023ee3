import type { ClrValue } from '../../../clr-value';
import { decimalOperator, intOperator } from '../../numbers/arithmetic';
import { compareValues } from '../../compare-values';
import { asNumber, convertNumber } from '../../numbers/convert-number';
import { ClrDecimal } from '../../numbers/decimal';
import { defaultByName } from '../../default-by-name';
import type { ClrDelegate } from '../../delegate';
import { invalidOperation } from '../../errors';
import { withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import { double } from '../../numbers/numbers';
import type { Run } from '../../run';
import { KEY, MANY, checked, func, mapped, method, typeAt, walk } from './shared';

const NUMBERS = ['Int32', 'Int64', 'Double', 'Single', 'Decimal'].map((name) => `System.${name}`);

/** Adds up what is not null. Floats are added as doubles, and the sum is one. */
function addUp(type: string, values: Iterable<ClrValue>, start = 0): { sum: ClrValue; count: number } {
  const sumType = type === 'System.Single' ? 'System.Double' : type;
  let sum: ClrValue = convertNumber(start, sumType, false);
  let count = 0;
  const plus = decimalOperator('+');
  const addInt = intOperator('+', true);
  for (const value of values) {
    if (value === null) continue;
    count += 1;
    if (typeof sum === 'number') sum = addInt(sum, asNumber(value));
    else if (sum instanceof ClrDecimal && value instanceof ClrDecimal) sum = plus(sum, value);
    else if (typeof sum === 'bigint' && typeof value === 'bigint')
      sum = convertNumber(sum + value, 'System.Int64', true);
    else sum = convertNumber(double(asNumber(sum) + asNumber(value)), sumType, false);
  }
  return { sum, count };
}

function total(type: string, values: Iterable<ClrValue>): ClrValue {
  const { sum } = addUp(type, values);
  return type === 'System.Single' ? convertNumber(sum, type, false) : sum;
}

/** @param start what real numbers are added to: 0, or -0 where the first one begins the sum */
function average(type: string, values: Iterable<ClrValue>, nullable: boolean, start: number): ClrValue {
  const { sum, count } = addUp(
    type === 'System.Int32' ? 'System.Int64' : type,
    type === 'System.Int32' ? longs(values) : values,
    type === 'System.Double' || type === 'System.Single' ? start : 0,
  );
  if (count === 0) {
    if (nullable) return null;
    throw invalidOperation('Sequence contains no elements');
  }
  if (sum instanceof ClrDecimal) return sum.divide(ClrDecimal.of(BigInt(count), 0));
  return convertNumber(double(asNumber(sum) / count), type === 'System.Single' ? type : 'System.Double', false);
}

function* longs(values: Iterable<ClrValue>): Iterable<ClrValue> {
  for (const value of values) yield value === null ? null : BigInt(asNumber(value));
}

function extreme(values: Iterable<ClrValue>, sign: number): ClrValue {
  let best: ClrValue = null;
  for (const value of values) {
    if (value === null) continue;
    if (best === null || compareValues(value, best) * sign > 0) best = value;
  }
  return best;
}

function aggregates(): Record<string, Member> {
  const members: Record<string, Member> = {};
  const extremeOf = (sign: number, nullable: boolean) => (values: Iterable<ClrValue>) => {
    const best = extreme(values, sign);
    if (best === null && !nullable) throw invalidOperation('Sequence contains no elements');
    return best;
  };
  for (const number of NUMBERS) {
    for (const nullable of [false, true]) {
      const type = nullable ? `System.Nullable{${number}}` : number;
      const operations: Readonly<Record<string, (values: Iterable<ClrValue>) => ClrValue>> = {
        Sum: (values) => total(number, values),
        Average: (values) => average(number, values, nullable, -0),
        Max: extremeOf(1, nullable),
        Min: extremeOf(-1, nullable),
      };
      for (const [name, calculate] of Object.entries(operations)) {
        members[`M:System.Linq.Enumerable.${name}(System.Collections.Generic.IEnumerable{${type}})`] = withSite(
          (_site: Site, run: Run, source: ClrValue) =>
            name === 'Average' && !nullable
              ? average(number, walk(run, source), false, 0)
              : calculate(walk(run, source)),
        );
        members[method(name, 1, MANY, func('``0', type))] = withSite(
          (_site: Site, run: Run, source: ClrValue, selector: ClrDelegate) =>
            calculate(mapped(run, checked(source), selector)),
        );
      }
    }
  }
  for (const [name, sign] of [
    ['Max', 1],
    ['Min', -1],
  ] as const) {
    const nullable = (type: string): boolean => defaultByName(type) === null;
    members[method(name, 1, MANY)] = withSite((site: Site, run: Run, source: ClrValue) =>
      extremeOf(sign, nullable(typeAt(site, 0)))(walk(run, source)),
    );
    members[method(name, 2, MANY, KEY)] = withSite((site: Site, run: Run, source: ClrValue, selector: ClrDelegate) =>
      extremeOf(sign, nullable(typeAt(site, 1)))(mapped(run, checked(source), selector)),
    );
  }
  return members;
}

/** Sum, Average, Min and Max. */
export const LINQ_AGGREGATE_MEMBERS: MemberTable = { ...aggregates() };
