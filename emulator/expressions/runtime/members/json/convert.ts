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
const SETTINGS = 'Newtonsoft.Json.JsonSerializerSettings';

function serialise(value: ClrValue, formatting?: ClrEnum | null): string {
  return writeToken(fromObject(value, true), formatting?.value === 1);
}

/** JsonConvert. Settings stand as null, their type being no part of the allow-list. */
export const JSON_CONVERT_MEMBERS: MemberTable = {
  [`${CONVERT}.SerializeObject(System.Object)`]: serialise,
  [`${CONVERT}.SerializeObject(System.Object,Newtonsoft.Json.Formatting)`]: serialise,
  [`${CONVERT}.SerializeObject(System.Object,${SETTINGS})`]: serialise,
  [`${CONVERT}.SerializeObject(System.Object,Newtonsoft.Json.Formatting,${SETTINGS})`]: serialise,
  [`${CONVERT}.DeserializeObject(System.String)`]: (json: string | null) => deserialise(json, 'System.Object'),
  [`${CONVERT}.DeserializeObject(System.String,${SETTINGS})`]: (json: string | null) =>
    deserialise(json, 'System.Object'),
  [`${CONVERT}.DeserializeObject\`\`1(System.String)`]: withSite((site: Site, _run: Run, json: string | null) =>
    deserialise(json, typeOf(site)),
  ),
  [`${CONVERT}.DeserializeObject\`\`1(System.String,${SETTINGS})`]: withSite(
    (site: Site, _run: Run, json: string | null) => deserialise(json, typeOf(site)),
  ),
};
