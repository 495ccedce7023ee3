import type { ClrValue } from '../expressions/clr-value';
import type { Claims } from './jwt-claims';

export function jwtValue(token: string, _claims: Claims): ClrValue {
  return token;
}
