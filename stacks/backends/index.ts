import { SETTINGS, type Settings } from '../../settings';
import { GITHUB } from './github';
import { JIRA } from './jira';
import type { ReadyMadeBackend } from './ready-made-backend';
import { SLACK } from './slack';

/** The backends that are in the stack when their settings are there, in the order they are added. */
export const READY_MADE_BACKENDS: readonly ReadyMadeBackend[] = [SLACK, JIRA, GITHUB];

/** A ready-made backend that is not in the stack. */
export interface LeftOutBackend {
  readonly name: string;
  /** The environment variables that put it in, all of them. */
  readonly variables: readonly string[];
}

/** Whether the settings of a ready-made backend are there: all of them, because readSettings refuses a part. */
export function isConfigured({ needs }: ReadyMadeBackend, settings: Settings): boolean {
  return needs.every((name) => settings[name] !== SETTINGS[name].default);
}

/** The ready-made backends that nobody configured. */
export function leftOutBackends(settings: Settings): readonly LeftOutBackend[] {
  return READY_MADE_BACKENDS.filter((backend) => !isConfigured(backend, settings)).map(({ name, needs }) => ({
    name,
    variables: needs.map((setting) => SETTINGS[setting].variable),
  }));
}

/**
 * An environment in which every ready-made backend is configured, for a gateway on this machine: what is not set has the
 * value of its example.
 */
export function withAllBackends(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const examples = READY_MADE_BACKENDS.flatMap(({ needs }) => needs).map((name) => {
    const { variable, example } = SETTINGS[name];
    return [variable, example];
  });
  const given = Object.entries(env).filter(([, value]) => (value ?? '').trim() !== '');
  return { ...Object.fromEntries(examples), ...Object.fromEntries(given) };
}

/** Says for the operator which backends are left out and how each is put in; empty when none is. */
export function describeLeftOut(leftOut: readonly LeftOutBackend[]): readonly string[] {
  return leftOut.map(({ name, variables }) => `Left out: ${name}. To have it, set ${variables.join(', ')}.`);
}
