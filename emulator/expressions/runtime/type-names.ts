import { arrayOf, named, typeKey } from '../../../policies/language/expressions/clr-type';
import type { ClrType } from '../../../policies/language/expressions/clr-type';

/** The type as `Type.ToString()` prints it: ``System.Collections.Generic.List`1[System.String]``. */
export function reflectionName(type: ClrType): string {
  switch (type.kind) {
    case 'named':
      return type.args.length === 0 ? type.id : `${type.id}[${type.args.map(reflectionName).join(',')}]`;
    case 'array':
      return `${reflectionName(type.element)}[]`;
    case 'anonymous':
      return `<>f__AnonymousType${typeKey(type)}`;
    default:
      return 'System.Object';
  }
}

/** The name without generic arguments: ``System.Collections.Generic.List`1``. Arrays answer `System.Array`. */
export function openName(name: string): string {
  if (name.endsWith('[]')) return 'System.Array';
  const bracket = name.indexOf('[');
  return bracket === -1 ? name : name.slice(0, bracket);
}

/** The generic arguments of a type's name; of an array its element type. */
export function typeArgumentsOf(name: string): readonly string[] {
  if (name.endsWith('[]')) return [name.slice(0, -2)];
  const bracket = name.indexOf('[');
  if (bracket === -1) return [];
  const found: string[] = [];
  let depth = 0;
  let start = bracket + 1;
  for (let index = start; index < name.length; index += 1) {
    const character = name[index];
    if (character === '[') depth += 1;
    if ((character === ',' && depth === 0) || index === name.length - 1) {
      found.push(name.slice(start, index));
      start = index + 1;
    }
    if (character === ']') depth -= 1;
  }
  return found;
}

/** The type that a name of reflection stands for. */
export function typeOfName(name: string): ClrType {
  return name.endsWith('[]')
    ? arrayOf(typeOfName(name.slice(0, -2)))
    : named(openName(name), ...typeArgumentsOf(name).map(typeOfName));
}
