import { ClrException } from '../../clr-exception';
import { hResultOf, sourceOf } from '../exception-details';
import type { MemberTable } from '../member';
import { ReferenceObject } from '../reference-object';

const E = 'System.Exception';

/** `Exception.Data`: an expression cannot name the members by which it would be filled. */
class ExceptionData extends ReferenceObject {
  readonly clrType = 'System.Collections.ListDictionaryInternal';
}

/** `Exception.TargetSite`: what threw. */
class TargetSite extends ReferenceObject {
  readonly clrType = 'System.Reflection.MethodInfo';

  override toClrString(): string {
    return 'System.Object Evaluate()';
  }
}

const data = new WeakMap<ClrException, ExceptionData>();

function dataOf(self: ClrException): ExceptionData {
  const found = data.get(self) ?? new ExceptionData();
  data.set(self, found);
  return found;
}

function make(message: string | null, inner: ClrException | null = null): ClrException {
  const exception = new ClrException(E, message ?? `Exception of type '${E}' was thrown.`, inner);
  exception.isThrown = false;
  return exception;
}

function baseOf(self: ClrException): ClrException {
  let base = self;
  while (base.inner !== null) base = base.inner;
  return base;
}

/**
 * Members of System.Exception, the one exception that an expression can make and the one it names in `catch`. Where an
 * exception was thrown is not known: StackTrace and TargetSite of every thrown one say the same.
 */
export const EXCEPTION_MEMBERS: MemberTable = {
  [`M:${E}.#ctor`]: () => make(null),
  [`M:${E}.#ctor(System.String)`]: (message: string | null) => make(message),
  [`M:${E}.#ctor(System.String,${E})`]: (message: string | null, inner: ClrException | null) => make(message, inner),
  [`M:${E}.GetBaseException`]: baseOf,
  [`P:${E}.Data`]: dataOf,
  [`P:${E}.HResult`]: hResultOf,
  [`set:P:${E}.HResult`]: (self: ClrException, code: number) => {
    self.hResult = code;
  },
  [`P:${E}.HelpLink`]: (self: ClrException) => self.helpLink,
  [`set:P:${E}.HelpLink`]: (self: ClrException, link: string | null) => {
    self.helpLink = link;
  },
  [`P:${E}.InnerException`]: (self: ClrException) => self.inner,
  [`P:${E}.Message`]: (self: ClrException) => self.message,
  [`P:${E}.Source`]: sourceOf,
  [`set:P:${E}.Source`]: (self: ClrException, source: string | null) => {
    self.source = source;
  },
  [`P:${E}.StackTrace`]: (self: ClrException) => (self.isThrown ? '   at Evaluate()' : null),
  [`P:${E}.TargetSite`]: (self: ClrException) => (self.isThrown ? new TargetSite() : null),
};
