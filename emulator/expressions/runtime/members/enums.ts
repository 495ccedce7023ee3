import type { ClrValue } from '../../clr-value';
import { defaultByName } from '../default-by-name';
import { isEnumType, parseEnum } from '../enums';
import type { ClrEnum } from '../enums';
import { argument, argumentNull, overflow } from '../errors';
import { formatValue } from '../text/format-item';
import { withSite } from '../member';
import type { MemberTable, Ref, Site } from '../member';
import type { Run } from '../run';

function requireEnum(type: string): void {
  if (!isEnumType(type)) throw argument('Type provided must be an Enum.', 'TEnum');
}

function parse(type: string, text: string | null, ignoreCase: boolean): ClrEnum {
  requireEnum(type);
  if (text === null) throw argumentNull('value');
  const parsed = parseEnum(type, text, ignoreCase);
  switch (parsed) {
    case 'empty':
      throw argument('Must specify valid information for parsing in the string.', 'value');
    case 'unknown':
      throw argument(`Requested value '${text}' was not found.`);
    case 'overflow':
      throw overflow('Int32');
    default:
      return parsed;
  }
}

function tryParse(type: string, text: string | null, ignoreCase: boolean, result: Ref): boolean {
  requireEnum(type);
  const parsed = text === null ? 'empty' : parseEnum(type, text, ignoreCase);
  result.value = typeof parsed === 'string' ? defaultByName(type) : parsed;
  return typeof parsed !== 'string';
}

/** An expression has the types of exceptions alone, none of which is an enum. */
function refuseType(type: ClrValue, text: string | null): never {
  if (text === null) throw argumentNull('value');
  if (type === null) throw argumentNull('enumType');
  throw argument('Type provided must be an Enum.', 'enumType');
}

/** As Parse does, but where the text is missing the answer is simply no. */
function tryType(type: ClrValue, text: string | null, result: Ref): boolean {
  result.value = null;
  return text === null && type !== null ? false : refuseType(type, text ?? '');
}

/** Members of System.Enum. */
export const ENUM_MEMBERS: MemberTable = {
  'M:System.Enum.ToString(System.String)': (self: ClrValue, format: string | null) => formatValue(self, format),
  'M:System.Enum.ToString(System.String,System.IFormatProvider)': (self: ClrValue, format: string | null) =>
    formatValue(self, format),
  'M:System.Enum.Parse(System.Type,System.String)': refuseType,
  'M:System.Enum.Parse(System.Type,System.String,System.Boolean)': refuseType,
  'M:System.Enum.TryParse(System.Type,System.String,System.Object@)': tryType,
  'M:System.Enum.TryParse(System.Type,System.String,System.Boolean,System.Object@)': (
    type: ClrValue,
    text: string | null,
    _ignoreCase: boolean,
    result: Ref,
  ) => tryType(type, text, result),
  'M:System.Enum.Parse``1(System.String)': withSite((site: Site, _run: Run, text: string | null) =>
    parse(site.typeArguments[0] ?? '', text, false),
  ),
  'M:System.Enum.Parse``1(System.String,System.Boolean)': withSite(
    (site: Site, _run: Run, text: string | null, ignoreCase: boolean) =>
      parse(site.typeArguments[0] ?? '', text, ignoreCase),
  ),
  'M:System.Enum.TryParse``1(System.String,``0@)': withSite((site: Site, _run: Run, text: string | null, result: Ref) =>
    tryParse(site.typeArguments[0] ?? '', text, false, result),
  ),
  'M:System.Enum.TryParse``1(System.String,System.Boolean,``0@)': withSite(
    (site: Site, _run: Run, text: string | null, ignoreCase: boolean, result: Ref) =>
      tryParse(site.typeArguments[0] ?? '', text, ignoreCase, result),
  ),
};
