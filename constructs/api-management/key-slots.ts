import { Bytes } from '@cdktf/provider-random/lib/bytes';
import { Construct } from 'constructs';
import { NAMED_VALUES, SEAL_KEY_BYTES } from '../../policies/contract/named-values';
import type { IApiManagement } from './api-management-interface';
import { creating, type OverrideProps } from '../override';
import { checkRules, type Rule } from '../rules';

/** One of the two places for a seal key. */
export type KeySlot = 'a' | 'b';

/** Props of {@link KeySlots}. */
export interface KeySlotsProps extends OverrideProps {
  readonly apiManagement: IApiManagement;
  /** The slot whose key seals. Both verify. @default 'a' */
  readonly activeSlot?: KeySlot;
  /** Count up to renew the key of slot a; everything sealed with the old one stops working. @default 1 */
  readonly generationA?: number;
  /** Count up to renew the key of slot b. @default 1 */
  readonly generationB?: number;
}

const isGeneration = (value: number | undefined): boolean =>
  value === undefined || (Number.isInteger(value) && value >= 1);

const RULES: readonly Rule<KeySlotsProps>[] = [
  {
    id: 'key-slot-known',
    prop: 'activeSlot',
    when: ({ activeSlot }) => activeSlot !== undefined && !['a', 'b'].includes(activeSlot),
    message: 'There are two key slots.',
    fix: 'Use "a" or "b".',
  },
  {
    id: 'key-generation-a',
    prop: 'generationA',
    when: ({ generationA }) => !isGeneration(generationA),
    message: 'A generation counts from 1 in whole numbers.',
    fix: 'Use the number before, plus one.',
  },
  {
    id: 'key-generation-b',
    prop: 'generationB',
    when: ({ generationB }) => !isGeneration(generationB),
    message: 'A generation counts from 1 in whole numbers.',
    fix: 'Use the number before, plus one.',
  },
];

/**
 * The two keys that seal tokens, in the key vault and as named values that refer to it. To rotate: renew the slot that is
 * not active, deploy, wait four hours until every gateway unit has it, make it active, deploy.
 */
export class KeySlots extends Construct {
  readonly keyA: Bytes;
  readonly keyB: Bytes;

  constructor(scope: Construct, id: string, props: KeySlotsProps) {
    super(scope, id);
    checkRules(this, props, RULES);
    const { apiManagement, activeSlot = 'a', generationA = 1, generationB = 1 } = props;
    const created = creating(props.override);
    const key = (slot: KeySlot, generation: number): Bytes =>
      created(new Bytes(this, slot, { length: SEAL_KEY_BYTES, keepers: { generation: String(generation) } }));
    this.keyA = key('a', generationA);
    this.keyB = key('b', generationB);
    apiManagement.addNamedValue(NAMED_VALUES.sealKeyA, this.keyA.base64, { secret: true });
    apiManagement.addNamedValue(NAMED_VALUES.sealKeyB, this.keyB.base64, { secret: true });
    apiManagement.addNamedValue(NAMED_VALUES.activeSealKey, activeSlot);
  }
}
