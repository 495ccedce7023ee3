import { readSettings } from '../../settings';
import type { PartContext } from './part';

/** Synthesises the project's stack with some settings. @returns its cdk.tf.json */
export async function synthesiseWith(
  env: Readonly<Record<string, string>>,
  { newFolder }: PartContext,
): Promise<string> {
  const { synthesise } = await import('../../main.js');
  return (await synthesise({ outdir: newFolder(), settings: readSettings(env) })).stackFile;
}
