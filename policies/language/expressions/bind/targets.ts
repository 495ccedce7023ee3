import type { BoundTarget } from '../bound-tree/places';
import type { BoundValue } from '../bound-tree/values';
import type { Span } from '../finding';
import type { Binding } from './binding';

/** Checks that a value is something that can be assigned to. */
export function asTarget(binding: Binding, value: BoundValue, span: Span): BoundTarget {
  switch (value.kind) {
    case 'local': {
      const readOnly = binding.symbols.get(value)?.readOnly;
      if (readOnly !== undefined) {
        throw binding.compileError(
          span,
          'CS1656',
          `Cannot assign to '${binding.symbols.get(value)?.name}' because it is a '${readOnly}'`,
        );
      }
      return value;
    }
    case 'element':
      return value;
    case 'property':
    case 'indexer':
    case 'field': {
      const member = binding.members.get(value);
      const writable = member?.kind === 'property' || member?.kind === 'field' ? member.writable : false;
      if (!writable) {
        const name = value.member.slice(2);
        throw binding.compileError(
          span,
          'CS0200',
          `Property or indexer '${name}' cannot be assigned to -- it is read only`,
        );
      }
      return value;
    }
    default:
      throw binding.compileError(
        span,
        'CS0131',
        'The left-hand side of an assignment must be a variable, property or indexer',
      );
  }
}
