import { AUTHORIZATION_PART } from './authorization-part';
import type { Part } from './part';

/** Every part, in the order they run. */
export const PARTS: readonly Part[] = [AUTHORIZATION_PART];
