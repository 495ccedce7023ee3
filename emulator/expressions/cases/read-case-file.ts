import { readFileSync } from 'node:fs';
import { errorCode } from '../../gateway/error-details';
import { parseCases, type ExpressionCase } from './expression-case';

/** Reads the file of cases with this path. Throws one Error that names the file and everything that is wrong with it. */
export function readCaseFile(path: string): readonly ExpressionCase[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = errorCode(error);
    const why =
      code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'it is a folder' : `it cannot be read (${code})`;
    throw new Error(
      `${path}: ${why}. Name a JSON file of cases, [{"id": "sum", "expression": "@(1 + 1)"}] for instance.`,
      {
        cause: error,
      },
    );
  }
  return parseCases(text, path);
}
