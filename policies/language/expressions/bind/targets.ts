import type { BoundTarget } from '../bound-tree/places';
import type { BoundValue } from '../bound-tree/values';
import type { Span } from '../finding';
import type { Binding } from './binding';
import { RANGE_VARIABLE } from './scope';

/** Checks that a value is something that can be assigned to. */
export function asTarget(binding: Binding, value: BoundValue, span: Span): BoundTarget {
  switch (value.kind) {
    case 'local': {
      const readOnly = binding.symbols.get(value)?.readOnly;
      if (readOnly === RANGE_VARIABLE) {
        throw binding.compileError(
          span,
          'CS1947',
          `Range variable '${binding.symbols.get(value)?.name}' cannot be assigned to -- it is read only`,
        );
      }
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

/** Checks that a target has a place of its own, which `ref` and `out` need. */
export function asVariable(binding: Binding, target: BoundTarget, span: Span): BoundTarget {
  if (target.kind === 'property' || target.kind === 'indexer') {
    throw binding.compileError(span, 'CS0206', 'A property or indexer may not be passed as an out or ref parameter');
  }
  return target;
}
