import { csharp } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeBlock } from './code-block';
import { endpointErrorResponse } from './endpoint-error';
import { refuseWhen } from './refuse-when';
import { REQUEST_TEXT } from './request-text';
import { READ_JSON } from './strict-json';

/**
 * Refuses to have a response made in the background (https://platform.openai.com/docs/guides/background): its answer comes
 * before the model has worked, says nothing of tokens, and would pass every limit. The model's reader may be a lenient one, so
 * only strict JSON passes whose names mean one thing.
 */
export function checkBackground(): XmlElement {
  return refuseWhen({
    id: 'check-background',
    condition: codeBlock(csharp`
      if (context.Operation.Id != "responses") { return false; }
      ${READ_JSON}
      var text = ${REQUEST_TEXT};
      var told = readJson(text);
      if (told == null) { return true; }
      foreach (var member in told)
      {
        if (member.Item1 != 1) { continue; }
        if (!Regex.IsMatch(member.Item2, "^[ -\\[\\]-~]*\\z")) { return true; }
        var value = text.Substring(member.Item3, Math.Min(member.Item4 - member.Item3, 5));
        if (member.Item2.ToLowerInvariant() == "\"background\"" && value != "false" && value != "null") { return true; }
      }
      return false;`),
    answer: [
      endpointErrorResponse({
        status: 400,
        error: 'invalid_request',
        description: 'A response is JSON and is not made in the background, where its tokens cannot be counted.',
      }),
    ],
  });
}
