import { ClrException } from '../../../clr-exception';
import type { ClrValue } from '../../../clr-value';
import { ClrArray, itemsOf } from '../../collections/array';
import { argument, argumentNull, argumentOutOfRange, requireNonNegative } from '../../errors';
import { withRun } from '../../member';
import type { MemberTable } from '../../member';
import type { Run } from '../../run';
import { ELEMENT_SIZE } from '../../size';
import type { ClrTypeObject } from '../../type-object';
import { INT, LONG, M } from './shared';

const TYPE = 'System.Type';

function requireType(type: ClrTypeObject | null): ClrTypeObject {
  if (type === null) throw argumentNull('elementType');
  return type;
}

function make(run: Run, type: ClrTypeObject, length: number): ClrArray {
  run.produce(length * ELEMENT_SIZE);
  return new ClrArray(
    type.name,
    Array.from({ length }, () => null),
  );
}

function create(run: Run, type: ClrTypeObject | null, length: number): ClrArray {
  const element = requireType(type);
  requireNonNegative(length, 'length');
  return make(run, element, length);
}

/** Arrays of more than one dimension are nothing that an expression could index. */
function createByLengths(run: Run, type: ClrTypeObject | null, lengths: ClrArray | null): ClrArray {
  const element = requireType(type);
  if (lengths === null) throw argumentNull('lengths');
  const sizes = itemsOf(lengths).map((length: ClrValue) => Number(length));
  const [length] = sizes;
  if (length === undefined) throw argument('Must provide at least one rank.');
  if (sizes.length > 1) {
    throw new ClrException('System.NotSupportedException', 'The local gateway has arrays of one dimension alone.');
  }
  if (length > 0x7fff_ffff) throw argumentOutOfRange('Arrays larger than 2GB are not supported.', 'len');
  if (length < 0) throw argumentOutOfRange('Non-negative number required.', 'lengths[0]');
  return make(run, element, length);
}

/** `Array.CreateInstance` of one dimension. An expression has the types of exceptions alone, which are null by default. */
export const ARRAY_CREATE_MEMBERS: MemberTable = {
  [`${M}CreateInstance(${TYPE},${INT})`]: withRun(create),
  [`${M}CreateInstance(${TYPE},${INT}[])`]: withRun(createByLengths),
  [`${M}CreateInstance(${TYPE},${LONG}[])`]: withRun(createByLengths),
};
