import { answerCase } from '../../../emulator/expressions/cases/answer-case';
import type { CaseAnswer } from '../../../emulator/expressions/cases/answer-case';
import type { ExpressionCase } from '../../../emulator/expressions/cases/expression-case';
import { compileExpression } from '../../../emulator/expressions/compile-expression';
import { ExpressionCompileError } from '../../../emulator/expressions/expression-compile-error';
import type { CompileFinding } from '../../../emulator/expressions/expression-compile-error';
import { sameAnswer } from '../recording';

/**
 * How our answer compares with .NET's.
 *
 * - `same`: equal values, equal exceptions, or neither compiles;
 * - `notAllowed`: .NET compiles what the allow-list of policy expressions refuses, or finds ambiguous what only an overload
 *   of a type outside the list makes ambiguous;
 * - `notImplemented`: legal on Azure, and a member that the local gateway says it lacks;
 * - `different`: all else.
 */
export type Verdict = 'same' | 'notAllowed' | 'notImplemented' | 'different';

/** Both answers to a case. */
export interface Comparison {
  readonly verdict: Verdict;
  readonly ours: CaseAnswer;
  readonly theirs: CaseAnswer;
  /** Ids of the members that are missing, when the verdict is `notImplemented`. */
  readonly missing: readonly string[];
}

const ALLOW_LIST_RULES: readonly CompileFinding['rule'][] = [
  'expression-type',
  'expression-member',
  'csharp-forbidden',
];
const NOT_IMPLEMENTED_RULES: readonly CompileFinding['rule'][] = ['not-implemented', 'csharp-unsupported'];

/** Overloads of newer versions of .NET, of types that policies cannot use: `BitConverter.GetBytes((byte)1)` meets one. */
const NEWER_OVERLOADS = /^CS0121: .*(?:System\.Half|System\.(?:ReadOnly)?Span<)/;
const ANONYMOUS = /<>f__AnonymousType(?:\d+`\d+\[(?:[^[\]]|\[[^[\]]*\])*\]|<(?:[^<>]|<[^<>]*>)*>)/g;
const SEQUENCE = 'System.Collections.Generic.IEnumerable`1[';
const ARGUMENTS = /(?:`\d+\[(?:[^[\]]|\[(?:[^[\]]|\[[^[\]]*\])*\])*\])/.source;
/** The classes that walk lazy sequences, which nobody can name, and the interface that stands for them here. */
const ITERATORS = new RegExp(
  [
    `${/System\.Linq\.Enumerable\+\w+/.source}${ARGUMENTS}?`,
    `OrderedIterator${ARGUMENTS}`,
    `${/(?:System\.Xml\.Linq\.\w+\+)?<\w+>d__\d+/.source}${ARGUMENTS}?`,
    `${/System\.Collections\.Generic\.IEnumerable/.source}${ARGUMENTS}`,
  ].join('|'),
  'g',
);
/** Types of .NET that hide behind a public base class which class does the work. */
const HIDDEN_CLASSES = /^System\.(StringComparer|Text\.Encoding|Security\.Cryptography\.\w+)$/;

/**
 * The message of a failed cast with its two types in one order: where the compiler of .NET 10 knows the type of what is
 * cast, which depends on what it puts inline, it names them the wrong way round.
 */
const CAST = /^Unable to cast object of type '(.*)' to type '(.*)'\.$/s;

function castInOrder(message: string): string {
  const [, from, to] = CAST.exec(message) ?? [];
  return from === undefined || to === undefined ? message : `cast of ${[from, to].sort().join(' and ')}`;
}

/** A text without the names that compilers and libraries give to classes nobody can name. */
function withoutNames(text: string): string {
  return text.replace(ANONYMOUS, '<>f__AnonymousType').replace(ITERATORS, 'a sequence');
}

function withoutHiddenNames(answer: CaseAnswer): CaseAnswer {
  if ('compileError' in answer) return answer;
  if ('error' in answer) return { ...answer, message: castInOrder(withoutStandIns(withoutNames(answer.message))) };
  const [type, value] = [answer.type, answer.value].map((text) =>
    text === null ? null : withoutNames(text).replace(STAND_IN_MAPS, 'an interface'),
  );
  return { ...answer, type: type ?? null, value: value ?? null };
}

/** Classes that stand for interfaces in the recorder, and the interfaces; encodings, whose classes nobody can name. */
const STAND_INS =
  /\b(?:PolicyAnchor\.|System\.Collections\.Generic\.)?(?:Recorded\w+\+)?(?:Recorded[A-Z]\w+|KeyNames|VariableMap|StringMap|I[A-Z]\w+)(?:`\d\[[^\]]*\])?/g;
/** The same in a text that `ToString()` made, where a word alone may be anything. */
const STAND_IN_MAPS = /(?:PolicyAnchor\.\w+|System\.Collections\.Generic\.IReadOnlyDictionary)`\d\[[^\]]*\]/g;
const ENCODINGS =
  /(?:System\.Text\.)?(?:(?:UTF8|ASCII|Latin1)Encoding\+)?(?:UTF8|ASCII|Latin1|UTF32|Unicode)?Encoding(?:Sealed)?\b/g;

function withoutStandIns(message: string): string {
  return message.replace(STAND_INS, 'an interface').replace(ENCODINGS, 'an encoding');
}

/** What the engine says of the little it does not do at run time. */
const LACKING = / is not implemented by the local gateway\.$/;

/** Equal answers, where neither .NET's documents nor C# leave open which class answers. */
function alike(ours: CaseAnswer, theirs: CaseAnswer): boolean {
  if (sameAnswer(withoutHiddenNames(ours), withoutHiddenNames(theirs))) return true;
  if (!('type' in ours) || !('type' in theirs) || ours.type === null) return false;
  // Which class walks a lazy sequence is up to the library: often an array, where nothing is left to do.
  if (ours.type.startsWith(SEQUENCE)) return ours.value === theirs.value;
  return HIDDEN_CLASSES.test(ours.type) && (ours.value === ours.type || ours.value === theirs.value);
}

function findingsOf(expression: string): readonly CompileFinding[] {
  try {
    compileExpression(expression);
    return [];
  } catch (error) {
    if (error instanceof ExpressionCompileError) return error.findings;
    throw error;
  }
}

/** Our answer; a crash of the engine is an answer too, which .NET never gives. */
export function ourAnswer(item: ExpressionCase): CaseAnswer {
  try {
    return answerCase(item);
  } catch (error) {
    return {
      id: item.id,
      error: 'the engine crashed',
      message: error instanceof Error ? (error.stack ?? '') : String(error),
    };
  }
}

/** Compares our answer to a case with .NET's. */
export function compare(item: ExpressionCase, ours: CaseAnswer, theirs: CaseAnswer): Comparison {
  const answers = { ours, theirs, missing: [] };
  if ('compileError' in ours) {
    const findings = findingsOf(item.expression);
    const rules = findings.map(({ rule }) => rule);
    if (rules.every((rule) => NOT_IMPLEMENTED_RULES.includes(rule))) {
      // What is no C# may be called a construct that is not supported.
      const refused = rules.includes('not-implemented') ? 'different' : 'same';
      const verdict = 'compileError' in theirs ? refused : 'notImplemented';
      return { ...answers, verdict, missing: findings.map(({ text }) => text) };
    }
    // Other findings can follow from a refused one: a variable that its declaration did not declare.
    if (!('compileError' in theirs) && rules.some((rule) => ALLOW_LIST_RULES.includes(rule))) {
      return { ...answers, verdict: 'notAllowed' };
    }
  }
  if (!('compileError' in ours) && 'compileError' in theirs && NEWER_OVERLOADS.test(theirs.compileError)) {
    return { ...answers, verdict: 'notAllowed' };
  }
  if ('error' in ours && LACKING.test(ours.message)) {
    return { ...answers, verdict: 'notImplemented', missing: [ours.message] };
  }
  return { ...answers, verdict: alike(ours, theirs) ? 'same' : 'different' };
}
