import type { ClrValue } from '../../../clr-value';
import type { ClrEnum } from '../../enums';
import { deserialise } from '../../json/deserialise';
import { fromObject } from '../../json/serialise';
import { writeToken } from '../../json/token';
import { withSite } from '../../member';
import type { MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import { typeOf } from './names';

const CONVERT = 'M:Newtonsoft.Json.JsonConvert';
const CONVERTERS = 'Newtonsoft.Json.JsonConverter[]';
const SETTINGS = 'Newtonsoft.Json.JsonSerializerSettings';

function serialise(value: ClrValue, formatting?: ClrEnum | null): string {
  return writeToken(fromObject(value, true), formatting?.value === 1);
}

/** JsonConvert. Settings, converters and types stand as null, their types being no part of the allow-list. */
export const JSON_CONVERT_MEMBERS: MemberTable = {
  [`${CONVERT}.SerializeObject(System.Object)`]: serialise,
  [`${CONVERT}.SerializeObject(System.Object,Newtonsoft.Json.Formatting)`]: serialise,
  [`${CONVERT}.SerializeObject(System.Object,${SETTINGS})`]: serialise,
  [`${CONVERT}.SerializeObject(System.Object,${CONVERTERS})`]: (value: ClrValue) => serialise(value),
  [`${CONVERT}.SerializeObject(System.Object,Newtonsoft.Json.Formatting,${CONVERTERS})`]: serialise,
  [`${CONVERT}.SerializeObject(System.Object,System.Type,${SETTINGS})`]: (value: ClrValue) => serialise(value),
  [`${CONVERT}.SerializeObject(System.Object,System.Type,Newtonsoft.Json.Formatting,${SETTINGS})`]: (
    value: ClrValue,
    _type: ClrValue,
    formatting: ClrEnum,
  ) => serialise(value, formatting),
  [`${CONVERT}.SerializeObject(System.Object,Newtonsoft.Json.Formatting,${SETTINGS})`]: serialise,
  [`${CONVERT}.DeserializeObject(System.String)`]: (json: string | null) => deserialise(json, 'System.Object'),
  ...Object.fromEntries(
    [SETTINGS, 'System.Type', `System.Type,${SETTINGS}`, `System.Type,${CONVERTERS}`].map((parameters) => [
      `${CONVERT}.DeserializeObject(System.String,${parameters})`,
      (json: string | null) => deserialise(json, 'System.Object'),
    ]),
  ),
  [`${CONVERT}.DeserializeObject\`\`1(System.String,${CONVERTERS})`]: withSite(
    (site: Site, _run: Run, json: string | null) => deserialise(json, typeOf(site)),
  ),
  [`${CONVERT}.DeserializeObject\`\`1(System.String)`]: withSite((site: Site, _run: Run, json: string | null) =>
    deserialise(json, typeOf(site)),
  ),
  [`${CONVERT}.DeserializeObject\`\`1(System.String,${SETTINGS})`]: withSite(
    (site: Site, _run: Run, json: string | null) => deserialise(json, typeOf(site)),
  ),
};
