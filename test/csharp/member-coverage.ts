import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findMember } from '../../emulator/expressions/runtime/registry';
import { bindExpression } from '../../policies/language/expressions/bind-expression';
import { isMemberAllowed, isTypeAllowed } from '../../policies/language/expressions/types/allow-list';
import { caseFiles, readCases, readRecorded } from './recording';
import { usesOf } from './used-members';

const TYPES_FOLDER = join(__dirname, '..', '..', 'policies', 'language', 'expressions', 'types');

/** The files that hold the two lists. */
export const MISSING_FILE = join(__dirname, '..', '..', 'docs', 'csharp-members.md');
export const UNRECORDED_FILE = join(__dirname, 'members-without-case.txt');

type Row = readonly [
  signature: string,
  type: string,
  parameters: string,
  flags: string,
  extras?: { constant?: unknown },
];

/** A member that policy expressions may use. */
interface Member {
  readonly type: string;
  readonly signature: string;
  /** Documentation comment id. */
  readonly id: string;
  readonly implemented: boolean;
}

function table(): Readonly<Record<string, { readonly members?: readonly Row[] }>> {
  const files = ['system.json', 'newtonsoft.json', 'policy.json'].map(
    (file) => JSON.parse(readFileSync(join(TYPES_FOLDER, file), 'utf8')) as ReturnType<typeof table>,
  );
  return Object.assign({}, ...files) as ReturnType<typeof table>;
}

/** Types whose operators and conversions are the language's own: the front end binds none of them to a member. */
const BUILT_IN = ['System.Decimal', 'System.Double', 'System.Single', 'System.Nullable`1'];

function isImplemented(id: string): boolean {
  return findMember(id) !== undefined || findMember(`set:${id}`) !== undefined;
}

/** Every member of the allow-list, but constants, which the front end replaces by their value, and built-in operators. */
function allowedMembers(): readonly Member[] {
  return Object.entries(table())
    .filter(([type]) => isTypeAllowed(type))
    .flatMap(([type, { members = [] }]) =>
      members.flatMap(([signature, , , flags, extras]): Member[] => {
        const prefix = flags.startsWith('p') ? 'P' : flags.startsWith('f') ? 'F' : 'M';
        const id = `${prefix}:${type}.${signature}`;
        const name = signature.replace(/[`(~].*$/, '');
        const builtIn = name.startsWith('op_') && BUILT_IN.includes(type);
        const known = extras?.constant === undefined && !builtIn && isMemberAllowed(type, name, id);
        return known ? [{ type, signature, id, implemented: isImplemented(id) }] : [];
      }),
    );
}

/** Documentation comment ids of the members that an expression may use and the engine has. */
export function implementedMembers(): readonly string[] {
  return allowedMembers().flatMap(({ id, implemented }) => (implemented ? [id] : []));
}

/** Members in the bound trees of all recorded cases that compile. */
function recordedMembers(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const file of caseFiles()) {
    const compiles = new Set(readRecorded(file).flatMap((answer) => ('compileError' in answer ? [] : [answer.id])));
    for (const { id, expression } of readCases(file)) {
      if (!compiles.has(id)) continue;
      usesOf(bindExpression(expression).bound).members.forEach((member) => found.add(member));
    }
  }
  return found;
}

/** A line per type: its name and the signatures. */
function list(members: readonly Member[]): string {
  const byType = new Map<string, string[]>();
  for (const { type, signature } of members) byType.set(type, [...(byType.get(type) ?? []), signature]);
  return [...byType].map(([type, signatures]) => `- **${code(type)}**: ${signatures.map(code).join(', ')}\n`).join('');
}

/** Code in Markdown; names of generics hold backticks. */
function code(text: string): string {
  return text.includes('`') ? `\`\`\` ${text} \`\`\`` : `\`${text}\``;
}

/** What the two generated files hold. */
export interface MemberLists {
  /** Markdown: members that an expression may use and the local gateway lacks. */
  readonly missing: string;
  /** Documentation comment ids, a line each: members that are there and that no recorded case uses. */
  readonly unrecorded: string;
}

/** Compares the allow-list with the runtime library and with the recorded cases. The C# grammar must be loaded. */
export function memberLists(): MemberLists {
  const members = allowedMembers();
  const recorded = recordedMembers();
  const missing = members.filter(({ implemented }) => !implemented);
  const unrecorded = members.filter(({ id, implemented }) => implemented && !recorded.has(id));
  return {
    missing: `# Members of .NET that the local gateway lacks

Written by \`npm run csharp:members\`; a test compares it. Of the ${members.length} members that policy expressions may use, overloads
counted one by one, these ${missing.length} are legal on Azure and not implemented here. An expression that uses one is refused with the
rule \`not-implemented\`. Signatures are those of documentation comments.

${list(missing)}`,
    unrecorded: unrecorded.map(({ id }) => `${id}\n`).join(''),
  };
}
