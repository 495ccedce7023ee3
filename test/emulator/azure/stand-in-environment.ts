import type { StandIn, StandInEnvironment } from '../../../emulator/azure/stand-in';
import type { ResolvedResource, ResolvedStack } from '../../../emulator/stack/resolved-stack';

/** 2026-03-04T05:06:07Z, a Wednesday. */
export const START_MILLISECONDS = Date.UTC(2026, 2, 4, 5, 6, 7);

export interface TestEnvironment extends StandInEnvironment {
  /** Moves the clock. */
  advanceSeconds(seconds: number): void;
  readonly lines: string[];
}

/** An environment with a clock that tests move, countable randomness, and hosts in a plain map. */
export function createTestEnvironment(startMilliseconds = START_MILLISECONDS): TestEnvironment {
  let now = startMilliseconds;
  let counter = 0;
  const origins = new Map<string, string>();
  const lines: string[] = [];
  return {
    clock: { nowMilliseconds: () => now },
    randomness: {
      bytes: (count) => {
        const bytes = Buffer.alloc(count);
        counter += 1;
        bytes.writeUInt32BE(counter, 0);
        return bytes;
      },
    },
    hosts: {
      map: (publicHost, origin) => void origins.set(publicHost, origin),
      toLoopback: (url) => {
        const origin = origins.get(url.hostname);
        return origin === undefined ? undefined : new URL(`${url.pathname}${url.search}`, origin);
      },
      isReplaced: () => false,
    },
    gatewayOrigin: 'http://localhost:8080',
    identity: { current: undefined },
    secrets: { current: undefined },
    log: (line) => void lines.push(line),
    advanceSeconds: (seconds) => {
      now += seconds * 1000;
    },
    lines,
  };
}

/** A block of a stack: its address without `data.`, and its arguments. */
export interface TestBlock {
  readonly type: string;
  readonly name: string;
  readonly mode?: 'managed' | 'data';
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** Adds the computed attributes of the stand-ins to blocks whose references are written out already. */
export function resolveBlocks(blocks: readonly TestBlock[], standIns: readonly StandIn[]): ResolvedStack {
  return { directory: '/', outputs: {}, resources: blocks.map((block) => resolveBlock(block, standIns)) };
}

/** One block with its computed attributes, to refer to in another block. */
export function resolveBlock(block: TestBlock, standIns: readonly StandIn[]): ResolvedResource {
  const mode = block.mode ?? 'managed';
  const address = `${mode === 'data' ? 'data.' : ''}${block.type}.${block.name}`;
  const reader = { address, argument: (name: string) => block.arguments[name] };
  const computed = Object.assign({}, ...standIns.map((standIn) => standIn.computes[block.type])) as Record<
    string,
    (resource: typeof reader) => unknown
  >;
  return {
    address,
    mode,
    type: block.type,
    name: block.name,
    attributes: {
      ...block.arguments,
      ...Object.fromEntries(Object.entries(computed).map(([name, compute]) => [name, compute(reader)])),
    },
  };
}
