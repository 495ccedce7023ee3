import type { ClrValue } from '../../clr-value';
import { argument, argumentNull, formatError } from '../errors';
import type { MemberTable, Ref } from '../member';
import { parseBoolean } from '../numbers/parse-number';

const B = 'System.Boolean';

function booleanOf(text: string | null): boolean {
  if (text === null) throw argumentNull('value');
  const parsed = parseBoolean(text);
  if (parsed === undefined) throw formatError(`String '${text}' was not recognized as a valid Boolean.`);
  return parsed;
}

function compare(self: boolean, other: ClrValue): number {
  if (other === null) return 1;
  if (typeof other !== 'boolean') throw argument('Object must be of type Boolean.');
  return Number(self) - Number(other);
}

/** Members of System.Boolean. */
export const BOOLEAN_MEMBERS: MemberTable = {
  [`M:${B}.Parse(System.String)`]: booleanOf,
  [`M:${B}.TryParse(System.String,${B}@)`]: (text: string | null, result: Ref) => {
    const parsed = text === null ? undefined : parseBoolean(text);
    result.value = parsed ?? false;
    return parsed !== undefined;
  },
  [`M:${B}.Equals(${B})`]: (self: boolean, other: boolean) => self === other,
  [`M:${B}.CompareTo(${B})`]: compare,
  [`M:${B}.CompareTo(System.Object)`]: compare,
  [`F:${B}.TrueString`]: () => 'True',
  [`F:${B}.FalseString`]: () => 'False',
};
