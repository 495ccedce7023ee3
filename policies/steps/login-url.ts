import { NAMED_VALUES } from '../contract/named-values';
import { namedValue } from '../language/expressions/named-value';
import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import { TRANSACTION_ID } from './transaction';
import { stringVariable } from './variables';

/**
 * C# of the URL at which a browser goes on with its login.
 * @param endpoint path of an endpoint that takes the id of the transaction as `t`
 */
export function loginUrl(endpoint: string): CSharpCode {
  return csharp`${namedValue(NAMED_VALUES.issuer)} + ${`${endpoint}?t=`} + ${stringVariable(TRANSACTION_ID)}`;
}
