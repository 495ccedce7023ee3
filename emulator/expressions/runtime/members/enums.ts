import type { ClrValue } from '../../clr-value';
import { defaultByName } from '../default-by-name';
import { enumMember, isEnumType, parseEnum } from '../enums';
import type { ClrEnum } from '../enums';
import { argument, argumentNull } from '../errors';
import { formatValue } from '../text/format-item';
import { withSite } from '../member';
import type { MemberTable, Ref, Site } from '../member';
import type { Run } from '../run';

function parse(type: string, text: string | null, ignoreCase: boolean): ClrEnum {
  if (text === null) throw argumentNull('value');
  const parsed = parseEnum(type, text, ignoreCase);
  if (parsed === undefined)
    throw argument(
      text.trim() === ''
        ? 'Must specify valid information for parsing in the string.'
        : `Requested value '${text}' was not found.`,
      text.trim() === '' ? 'value' : null,
    );
  return parsed;
}

function tryParse(type: string, text: string | null, ignoreCase: boolean, result: Ref): boolean {
  const parsed = text === null ? undefined : parseEnum(type, text, ignoreCase);
  result.value = parsed ?? (isEnumType(type) ? defaultByName(type) : (enumMember(type, '') ?? null));
  return parsed !== undefined;
}

/** Members of System.Enum. */
export const ENUM_MEMBERS: MemberTable = {
  'M:System.Enum.ToString(System.String)': (self: ClrValue, format: string | null) => formatValue(self, format),
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
