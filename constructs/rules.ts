import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { UserError } from './user-error';

/** One rule over the props of a construct. */
export interface Rule<Props> {
  /** Stable kebab-case id, printed with the message. */
  readonly id: string;
  /** The prop that is wrong when the rule is broken; its value is printed. */
  readonly prop: keyof Props & string;
  /** True when the rule is broken. Not asked while the prop holds a Terraform token, whose value nobody knows yet. */
  readonly when: (props: Props) => boolean;
  /** The rule and its reason, as a sentence. */
  readonly message: string;
  /** What to change, as a sentence. */
  readonly fix: string;
}

/** Thrown by a construct whose props break rules; the message has a line for each. */
export class InvalidPropsError extends UserError {
  override readonly name = 'InvalidPropsError';

  constructor(
    /** Path of the construct in the tree, for instance `mcp-gateway/gateway`. */
    readonly constructPath: string,
    /** Ids of the broken rules, in the order of the rule table. */
    readonly ruleIds: readonly string[],
    lines: readonly string[],
  ) {
    super(lines.join('\n'));
  }
}

/**
 * Checks props against a rule table.
 * @throws InvalidPropsError naming every broken rule at once: construct path, prop, value, rule, fix
 */
export function checkRules<Props>(construct: Construct, props: Props, rules: readonly Rule<Props>[]): void {
  const broken = rules.filter((rule) => !Token.isUnresolved(props[rule.prop]) && rule.when(props));
  if (broken.length === 0) return;
  const path = construct.node.path;
  throw new InvalidPropsError(
    path,
    broken.map(({ id }) => id),
    broken.map(({ id, prop, message, fix }) => `${path}: ${prop} is ${shown(props[prop])}. ${message} ${fix} [${id}]`),
  );
}

/** A value as a person wrote it; a construct by its path. */
function shown(value: unknown): string | undefined {
  return Construct.isConstruct(value) ? value.node.path : JSON.stringify(value);
}
