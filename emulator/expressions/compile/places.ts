import type {
  BoundAssign,
  BoundCompoundAssign,
  BoundElement,
  BoundTarget,
} from '../../../policies/language/expressions/bound-tree/places';
import type { ClrValue } from '../clr-value';
import { convertNumber } from '../runtime/numbers/convert-number';
import { ClrException } from '../clr-exception';
import { nullReference, outsideArray } from '../runtime/errors';
import { isInstance } from '../runtime/hierarchy';
import { reflectionName } from '../runtime/type-names';
import { ClrArray } from '../runtime/collections/array';
import { byte, ClrNumber } from '../runtime/numbers/numbers';
import type { Compiler } from './compiler';
import { Place } from './frame';
import type { Code, Frame } from './frame';
import { invokeMember } from './invoke';

/** A variable in a slot, as `out` and compound assignment see it. */
class SlotRef extends Place {
  constructor(
    private readonly frame: Frame,
    private readonly slot: number,
  ) {
    super();
  }

  get value(): ClrValue {
    return this.frame.read(this.slot);
  }

  set value(value: ClrValue) {
    this.frame.slots[this.slot] = value;
  }
}

/** A place reached by a getter and a setter. */
class AccessorRef extends Place {
  constructor(
    private readonly read: () => ClrValue,
    private readonly write: (value: ClrValue) => void,
  ) {
    super();
  }

  get value(): ClrValue {
    return this.read();
  }

  set value(value: ClrValue) {
    this.write(value);
  }
}

function indexOf(value: ClrValue): number {
  return typeof value === 'number' ? value : Number(convertNumber(value, 'System.Int64', false));
}

/** `array[index]` with .NET's errors for null and for an index outside. */
export function readElement(array: ClrValue, index: ClrValue): ClrValue {
  const at = indexOf(index);
  if (array instanceof Uint8Array) {
    const value = array[at];
    if (value === undefined) throw outsideArray();
    return byte(value);
  }
  if (!(array instanceof ClrArray)) throw nullReference();
  const value = array.items[at];
  if (value === undefined) throw outsideArray();
  return value;
}

function writeElement(array: ClrValue, index: ClrValue, value: ClrValue): void {
  const at = indexOf(index);
  if (array instanceof Uint8Array) {
    if (at < 0 || at >= array.length) throw outsideArray();
    array[at] = value instanceof ClrNumber ? value.value : 0;
    return;
  }
  if (!(array instanceof ClrArray)) throw nullReference();
  if (at < 0 || at >= array.items.length) throw outsideArray();
  array.items[at] = value;
}

/** An array of a derived type, seen as one of its base, takes only its own. */
function checkElementType(array: ClrValue, value: ClrValue, staticType: string): void {
  if (!(array instanceof ClrArray) || array.elementType === staticType || value === null) return;
  if (!isInstance(value, array.elementType)) {
    throw new ClrException(
      'System.ArrayTypeMismatchException',
      'Attempted to access an element as a type incompatible with the array.',
    );
  }
}

/** Compiles reading `array[index]`. */
export function compileElement(compiler: Compiler, node: BoundElement): Code {
  const [array, index] = [compiler.value(node.array), compiler.value(node.index)];
  return (frame) => readElement(array(frame), index(frame));
}

/** Compiles a target as a place whose receiver and index are evaluated once. */
export function compilePlace(compiler: Compiler, target: BoundTarget): (frame: Frame) => Place {
  switch (target.kind) {
    case 'local': {
      const { slot, captured } = target;
      return captured ? (frame) => frame.cell(slot) : (frame) => new SlotRef(frame, slot);
    }
    case 'element': {
      const [arrayCode, indexCode] = [compiler.value(target.array), compiler.value(target.index)];
      const staticType = reflectionName(target.type);
      return (frame) => {
        const [array, index] = [arrayCode(frame), indexCode(frame)];
        return new AccessorRef(
          () => readElement(array, index),
          (value) => {
            checkElementType(array, value, staticType);
            writeElement(array, index, value);
          },
        );
      };
    }
    default:
      return memberPlace(compiler, target);
  }
}

function memberPlace(
  compiler: Compiler,
  target: Exclude<BoundTarget, { kind: 'local' } | { kind: 'element' }>,
): (frame: Frame) => Place {
  const receiverCode = target.receiver === undefined ? undefined : compiler.value(target.receiver);
  const argumentCodes = target.kind === 'indexer' ? target.arguments.map((argument) => compiler.value(argument)) : [];
  const count = argumentCodes.length + (receiverCode === undefined ? 0 : 1);
  const set = invokeMember(compiler, `set:${target.member}`, { operands: count + 1, site: undefined });
  const get = lazily(() => invokeMember(compiler, target.member, { operands: count, site: undefined }));
  return (frame) => {
    const operands: ClrValue[] = [];
    if (receiverCode !== undefined) operands.push(receiverCode(frame));
    for (const code of argumentCodes) operands.push(code(frame));
    // A receiver that is null is noticed by the call, after what is assigned was calculated.
    const given = (): readonly ClrValue[] => {
      if (receiverCode !== undefined && operands[0] === null) throw nullReference();
      return operands;
    };
    return new AccessorRef(
      () => get()(frame.run, ...given()),
      (value) => void set(frame.run, ...given(), value),
    );
  };
}

/** A property may have a setter only, so its getter is looked up when it is read. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Compiles `target = value`. */
export function compileAssign(compiler: Compiler, node: BoundAssign): Code {
  const value = compiler.value(node.value);
  if (node.target.kind === 'local') {
    const { slot, captured } = node.target;
    return captured
      ? (frame) => (frame.cell(slot).value = value(frame))
      : (frame) => {
          const result = value(frame);
          frame.slots[slot] = result;
          return result;
        };
  }
  const place = compiler.place(node.target);
  return (frame) => {
    const target = place(frame);
    const result = value(frame);
    target.value = result;
    return result;
  };
}

/** Compiles `x += y`, `x++` and `--x`. */
export function compileCompoundAssign(compiler: Compiler, node: BoundCompoundAssign): Code {
  const value = compiler.value(node.value);
  const { slot } = node.current;
  const old = node.result === 'old';
  if (node.target.kind === 'local' && !node.target.captured) {
    const { slot: variable } = node.target;
    return (frame) => {
      const before = frame.read(variable);
      frame.slots[slot] = before;
      const after = value(frame);
      frame.slots[variable] = after;
      return old ? before : after;
    };
  }
  const place = compiler.place(node.target);
  return (frame) => {
    const target = place(frame);
    const before = target.value;
    frame.slots[slot] = before;
    const after = value(frame);
    target.value = after;
    return old ? before : after;
  };
}
