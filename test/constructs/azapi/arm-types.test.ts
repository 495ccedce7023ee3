import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARM_TYPES } from '../../../constructs/azapi/arm-types';

const CONSTRUCTS = join(__dirname, '..', '..', '..', 'constructs');

describe('ARM_TYPES', () => {
  it.each(Object.values(ARM_TYPES))('writes %s as type and version', (type) => {
    expect(type).toMatch(/^Microsoft(?:\.[A-Za-z]+)+(?:\/[A-Za-z]+)+@\d{4}-\d{2}-\d{2}(?:-preview)?$/);
  });

  it('is the only place with versions of ARM types', () => {
    const files = readdirSync(CONSTRUCTS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(10);
    const others = files.filter((file) => /@\d{4}-\d{2}-\d{2}/.test(readFileSync(join(CONSTRUCTS, file), 'utf8')));
    expect(others).toEqual([join('azapi', 'arm-types.ts')]);
  });
});
