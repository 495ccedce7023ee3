import type { BoundLocal } from '../bound-tree/expression';
import type { Label } from '../bound-tree/statements';
import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import type { Method } from '../types/table';

/** A name the source declares. `type` is undefined when its initialiser could not be bound. */
export interface LocalSymbol {
  readonly kind: 'local' | 'parameter' | 'function' | 'range';
  readonly name: string;
  readonly type: ClrType | undefined;
  readonly frame: Frame;
  readonly slot: number;
  /** Set when an inner function uses it. */
  captured: boolean;
  /** Set for what stands for another variable: it cannot be captured. */
  readonly byReference?: 'out' | 'ref';
  /** Why it cannot be assigned to, or undefined. */
  readonly readOnly?: string;
  readonly constant?: BoundValue;
  readonly signature?: LocalFunctionSignature;
  /** Where a variable of a query is: in the properties of this parameter's value. */
  readonly range?: { readonly of: LocalSymbol; readonly path: readonly string[] };
  /** Everything made before the capture was known. */
  readonly mentions: { captured: boolean }[];
}

/** A local function as its callers see it. */
export interface LocalFunctionSignature {
  readonly method: Method;
}

/** Why a variable of a query cannot be assigned to. */
export const RANGE_VARIABLE = 'range variable';

/** A label, with what `goto` must not leave or enter. */
export interface LabelSymbol {
  readonly label: Label;
  readonly frame: Frame;
  /** The innermost `finally` around it. */
  readonly finally: object | undefined;
}

/** The variables of one function while it is bound. */
export class Frame {
  slotCount = 0;
  readonly captures: { readonly from: number; readonly to: number }[] = [];
  private readonly captured = new Map<LocalSymbol, number>();

  constructor(
    readonly parent: Frame | undefined,
    /** The declared result, `undefined` while it is inferred from the returns. */
    readonly returnType: ClrType | undefined,
  ) {}

  /** True for a function and those around it. */
  isInside(other: Frame): boolean {
    return this === other || this.parent?.isInside(other) === true;
  }

  newSlot(): number {
    return this.slotCount++;
  }

  /** The slot of this frame that holds the variable, copying its cell in from outside where needed. */
  slotOf(symbol: LocalSymbol): number {
    if (symbol.frame === this || this.parent === undefined) {
      return symbol.slot;
    }
    let to = this.captured.get(symbol);
    if (to === undefined) {
      const from = this.parent.slotOf(symbol);
      to = this.newSlot();
      this.captured.set(symbol, to);
      this.captures.push({ from, to });
    }
    return to;
  }
}

/** Names in reach, innermost first. */
export class Scope {
  readonly symbols = new Map<string, LocalSymbol>();
  /** What the scope's node lists: fresh cells on entry. */
  readonly locals: BoundLocal[] = [];
  /** Names declared in scopes inside this one. */
  readonly inner = new Set<string>();

  readonly labels = new Map<string, LabelSymbol>();
  /** Names that statements of this block declare, those to come included. */
  readonly declared = new Set<string>();

  constructor(readonly parent: Scope | undefined) {}

  findLabel(name: string): LabelSymbol | undefined {
    return this.labels.get(name) ?? this.parent?.findLabel(name);
  }

  /** True for a variable whose declaration control has not come to yet. */
  isDeclaredLater(name: string): boolean {
    return this.declared.has(name) || this.parent?.isDeclaredLater(name) === true;
  }

  find(name: string): LocalSymbol | undefined {
    return this.symbols.get(name) ?? this.parent?.find(name);
  }
}
