import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { refuseWhen } from './refuse-when';
import { replaceItem, replaceLost } from './store-request';
import { STAGES, TRANSACTION } from './transaction';
import { jsonVariable } from './variables';
import { codeBlock } from './code-block';

const STAGE = csharp`(string)${jsonVariable(TRANSACTION)}["stage"]`;

/** What {@link requireStage} takes. */
export interface RequireStageProps {
  readonly id?: string;
  readonly stage: keyof typeof STAGES;
  readonly answer: readonly XmlElement[];
}

/** Goes on only when the login stands at this stage. */
export function requireStage({ id, stage, answer }: RequireStageProps): XmlElement {
  return refuseWhen({ id, condition: expression(csharp`${STAGE} != ${STAGES[stage]}`), answer });
}

/** Policy expression: whether the login stands at this stage. */
export function stageIs(stage: keyof typeof STAGES): string {
  return expression(csharp`${STAGE} == ${STAGES[stage]}`);
}

/** What {@link advanceTransaction} takes. */
export interface AdvanceTransactionProps {
  readonly to: keyof typeof STAGES;
  /** Further C# statements on `item`, the transaction. @default none */
  readonly change?: CSharpCode;
  /** The check that no other request was faster. @default none: what comes next tells who was */
  readonly lost?: {
    /** `check-...` */
    readonly id: string;
    readonly answer: readonly XmlElement[];
  };
  readonly unavailable: readonly XmlElement[];
}

/** Takes the login to its next stage by conditional replace: of two requests at once, one counts. */
export function advanceTransaction(props: AdvanceTransactionProps): readonly XmlElement[] {
  const { to, change = csharp``, lost, unavailable } = props;
  const response = `${to}Answer`;
  return [
    setVariable({
      name: TRANSACTION,
      value: codeBlock(csharp`
      var item = ${jsonVariable(TRANSACTION)};
      item["stage"] = ${STAGES[to]};
      ${change}
      return item;`),
    }),
    ...replaceItem({ container: 'transactions', item: TRANSACTION, response, unavailable }),
    ...(lost === undefined ? [] : [refuseWhen({ ...lost, condition: replaceLost(response) })]),
  ];
}
