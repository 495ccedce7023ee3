import { displayType } from '../clr-type';
import type { Binding } from './binding';
import { acceptsNull, isReferenceType, isValueType, substitute } from './type-relations';
import { standardImplicit } from './conversions';
import type { Fit, CallNames } from './call-site';

/** What `resolve` does to the overload that `tryResolve` found: throws when it breaks a constraint. */
export function constrained(binding: Binding, fit: Fit, names: CallNames): Fit {
  checkConstraints(binding, fit, names);
  return fit;
}

function checkConstraints(binding: Binding, fit: Fit, names: CallNames): void {
  fit.candidate.method.generics.forEach((generic, index) => {
    const argument = fit.typeArguments[index];
    if (argument === undefined) {
      return;
    }
    for (const constraint of generic.constraints) {
      const shownType = displayType(argument);
      const where = `in the generic type or method '${names.name}'`;
      if (constraint === 'class' && !isReferenceType(argument)) {
        throw binding.compileError(
          names.span,
          'CS0452',
          `The type '${shownType}' must be a reference type in order to use it as parameter '${generic.name}' ${where}`,
        );
      }
      if (constraint === 'struct' && (!isValueType(argument) || acceptsNull(argument))) {
        throw binding.compileError(
          names.span,
          'CS0453',
          `The type '${shownType}' must be a non-nullable value type in order to use it as parameter '${generic.name}' ${where}`,
        );
      }
      if (typeof constraint !== 'string') {
        const required = substitute(constraint, fit.candidate.declaringType.args, fit.typeArguments);
        // Operators that a type declares do not count.
        if (standardImplicit({ type: argument }, required) === undefined) {
          const [code, kind] = isValueType(argument)
            ? ['CS0315', 'boxing conversion']
            : ['CS0311', 'implicit reference conversion'];
          throw binding.compileError(
            names.span,
            code,
            `The type '${shownType}' cannot be used as type parameter '${generic.name}' ${where}. There is no ${kind} from '${shownType}' to '${displayType(required)}'.`,
          );
        }
      }
    }
  });
}
