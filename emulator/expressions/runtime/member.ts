import type { ClrValue } from '../clr-value';
import type { Run } from './run';

/** A variable handed over by `out` or `ref`. */
export interface Ref {
  value: ClrValue;
}

/** What a call knows at compile time about where it stands. */
export interface Site {
  /** Type arguments of the method, as `Type.ToString()` prints them. */
  readonly typeArguments: readonly string[];
  /** The constructed type that declares the member, `System.Collections.Generic.List`1[System.Int32]` for instance. */
  readonly declaringType: string;
  /** Type arguments of the declaring type. */
  readonly declaringTypeArguments: readonly string[];
  /** Static types of the arguments, without the receiver. */
  readonly argumentTypes: readonly string[];
}

/**
 * A .NET member that needs only its operands: the receiver first when it has one, then the arguments in declaration
 * order. The binder has checked the static types, so an implementation declares the types its documentation comment id
 * names; reference types may be null, except the receiver.
 */
export type PlainMember = (...operands: never[]) => ClrValue | void;

/** A .NET member that also needs the running evaluation, or type arguments. */
export interface SiteMember {
  readonly onSite: (site: Site) => (run: Run, ...operands: never[]) => ClrValue | void;
}

/** An implemented member. Answers nothing when the .NET member returns void. */
export type Member = PlainMember | SiteMember;

/** Implementations by documentation comment id, `M:System.String.Trim` for instance. */
export type MemberTable = Readonly<Record<string, Member>>;

/** A member that needs the running evaluation but no type arguments. */
export function withRun(body: (run: Run, ...operands: never[]) => ClrValue | void): SiteMember {
  return { onSite: () => body };
}

/** A member that needs its type arguments. */
export function withSite(body: (site: Site, run: Run, ...operands: never[]) => ClrValue | void): SiteMember {
  return { onSite: (site) => body.bind(undefined, site) };
}
