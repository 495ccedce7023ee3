import type {
  BoundInitialise,
  BoundNewAnonymous,
  BoundNewArray,
} from '../../../policies/language/expressions/bound-tree/creations';
import type {
  BoundCoalesce,
  BoundConcat,
  BoundConditional,
  BoundConditionalAccess,
  BoundInterpolated,
  BoundValue,
} from '../../../policies/language/expressions/bound-tree/values';
import type { ClrValue } from '../clr-value';
import { ClrAnonymous } from '../runtime/anonymous';
import { makeArray } from '../runtime/collections/array';
import { ClrException } from '../clr-exception';
import { asNumber } from '../runtime/numbers/convert-number';
import { contextObject } from '../runtime/context/context';
import { nullReference } from '../runtime/errors';
import { formatItem } from '../runtime/text/format-item';
import { ELEMENT_SIZE } from '../runtime/size';
import { reflectionName } from '../runtime/type-names';
import { display } from '../runtime/values';
import {
  compileCall,
  compileDelegateCall,
  compileIndexer,
  compileLocalFunctionCall,
  compileNew,
  compileProperty,
} from './calls';
import type { Compiler } from './compiler';
import { constant, defaultOf } from './constants';
import { compileAs, compileConversion, compileIs } from './conversions';
import type { Code } from './frame';
import { compileLambda, compileMethodGroup } from './functions';
import { compileBinary, compileLogical, compileUnary } from './operators';
import { compileAssign, compileCompoundAssign, compileElement } from './places';
import { thrown } from './try';

function joined(parts: readonly Code[]): Code {
  return (frame) => {
    let text = '';
    for (const part of parts) text += display(part(frame));
    frame.run.limit(text.length);
    return text;
  };
}

function compileConcat(compiler: Compiler, node: BoundConcat): Code {
  return joined(node.parts.map((part) => compiler.value(part)));
}

function compileInterpolated(compiler: Compiler, node: BoundInterpolated): Code {
  const parts = node.parts.map((part): Code => {
    if (typeof part === 'string') return () => part;
    const value = compiler.value(part.value);
    const { alignment = 0, format = null } = part;
    return (frame) => formatItem(value(frame), alignment, format);
  });
  return joined(parts);
}

function compileConditional(compiler: Compiler, node: BoundConditional): Code {
  const condition = compiler.value(node.condition);
  const [whenTrue, whenFalse] = [compiler.value(node.whenTrue), compiler.value(node.whenFalse)];
  return (frame) => (condition(frame) === true ? whenTrue(frame) : whenFalse(frame));
}

function compileCoalesce(compiler: Compiler, node: BoundCoalesce): Code {
  const left = compiler.value(node.left);
  const [whenNotNull, right] = [compiler.value(node.whenNotNull), compiler.value(node.right)];
  const { slot } = node.temporary;
  return (frame) => {
    const value = left(frame);
    if (value === null) return right(frame);
    frame.slots[slot] = value;
    return whenNotNull(frame);
  };
}

function compileConditionalAccess(compiler: Compiler, node: BoundConditionalAccess): Code {
  const receiver = compiler.value(node.receiver);
  const whenNotNull = compiler.value(node.whenNotNull);
  const { slot } = node.temporary;
  return (frame) => {
    const value = receiver(frame);
    if (value === null) return null;
    frame.slots[slot] = value;
    return whenNotNull(frame);
  };
}

function compileInitialise(compiler: Compiler, node: BoundInitialise): Code {
  const creation = compiler.value(node.creation);
  const effects = node.effects.map((effect) => compiler.value(effect));
  const { slot } = node.target;
  return (frame) => {
    const value = creation(frame);
    frame.slots[slot] = value;
    for (const effect of effects) effect(frame);
    return value;
  };
}

function compileNewArray(compiler: Compiler, node: BoundNewArray): Code {
  const element = reflectionName(node.type.element);
  if (node.elements !== undefined) {
    const elements = node.elements.map((value) => compiler.value(value));
    return (frame) =>
      makeArray(
        element,
        elements.map((value) => value(frame)),
      );
  }
  const length: Code = node.length === undefined ? () => 0 : compiler.value(node.length);
  const initial = compiler.defaultValue(node.type.element);
  const isBytes = element === 'System.Byte';
  return (frame) => {
    const count = asNumber(length(frame));
    if (count < 0) throw new ClrException('System.OverflowException', 'Arithmetic operation resulted in an overflow.');
    frame.run.produce(isBytes ? count : count * ELEMENT_SIZE);
    if (isBytes) return new Uint8Array(count);
    return makeArray(element, new Array<ClrValue>(count).fill(initial));
  };
}

function compileNewAnonymous(compiler: Compiler, node: BoundNewAnonymous): Code {
  const type = reflectionName(node.type);
  const names = node.type.properties.map((property) => property.name);
  const values = node.values.map((value) => compiler.value(value));
  return (frame) => {
    const properties = new Map<string, ClrValue>();
    values.forEach((value, index) => properties.set(names[index] ?? '', value(frame)));
    return new ClrAnonymous(type, properties);
  };
}

/** Compiles any value. */
export function compileValue(compiler: Compiler, node: BoundValue): Code {
  switch (node.kind) {
    case 'literal': {
      const value = constant(node.value, node.type);
      return () => value;
    }
    case 'default': {
      const value = defaultOf(node.type);
      return () => value;
    }
    case 'context':
      return (frame) => contextObject(frame.run);
    case 'local': {
      const { slot, captured } = node;
      return captured ? (frame) => frame.cell(slot).value : (frame) => frame.read(slot);
    }
    case 'temporary': {
      const { slot } = node;
      return (frame) => frame.read(slot);
    }
    case 'field':
    case 'property':
      return compileProperty(compiler, node);
    case 'indexer':
      return compileIndexer(compiler, node);
    case 'element':
      return compileElement(compiler, node);
    case 'call':
      return compileCall(compiler, node);
    case 'localFunctionCall':
      return compileLocalFunctionCall(compiler, node);
    case 'delegateCall':
      return compileDelegateCall(compiler, node);
    case 'new':
      return compileNew(compiler, node);
    case 'initialise':
      return compileInitialise(compiler, node);
    case 'newArray':
      return compileNewArray(compiler, node);
    case 'newAnonymous':
      return compileNewAnonymous(compiler, node);
    case 'anonymousProperty': {
      const receiver = compiler.value(node.receiver);
      return (frame) => {
        const value = receiver(frame);
        if (!(value instanceof ClrAnonymous)) throw nullReference();
        return value.properties.get(node.name) ?? null;
      };
    }
    case 'conversion':
      return compileConversion(compiler, node);
    case 'unary':
      return compileUnary(compiler, node);
    case 'binary':
      return compileBinary(compiler, node);
    case 'logical':
      return compileLogical(compiler, node);
    case 'isNull': {
      const operand = compiler.value(node.operand);
      return node.negated ? (frame) => operand(frame) !== null : (frame) => operand(frame) === null;
    }
    case 'concat':
      return compileConcat(compiler, node);
    case 'interpolated':
      return compileInterpolated(compiler, node);
    case 'conditional':
      return compileConditional(compiler, node);
    case 'coalesce':
      return compileCoalesce(compiler, node);
    case 'conditionalAccess':
      return compileConditionalAccess(compiler, node);
    case 'assign':
      return compileAssign(compiler, node);
    case 'compoundAssign':
      return compileCompoundAssign(compiler, node);
    case 'isPattern':
      return compileIs(compiler, node);
    case 'as':
      return compileAs(compiler, node);
    case 'lambda':
      return compileLambda(compiler, node);
    case 'methodGroup':
      return compileMethodGroup(compiler, node);
    case 'throwValue': {
      const exception = compiler.value(node.exception);
      return (frame) => {
        throw thrown(exception(frame));
      };
    }
    case 'outArgument':
      throw new Error('an out argument stands only in a call');
  }
}
