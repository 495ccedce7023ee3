import { HANDLES } from './literals/handles';
import { OBJECTS } from './literals/objects';
import { VALUES } from './literals/values';

/** Values written as C#, edge values among them, by type. The first one of each is the simplest. */
export const LITERALS: Readonly<Record<string, readonly string[]>> = { ...VALUES, ...OBJECTS, ...HANDLES };
