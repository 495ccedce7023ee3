import ts from 'typescript';
import * as harness from '../../harness';
import { defaultStackFile } from '../support/gateway';
import { typeScriptBlocks } from './code-blocks';

/** Where the page says the stack lies; here it lies elsewhere. */
const STACK_FILE = /'cdktf\.out\/[^']+'/;

describe('docs/testing-policies.md', () => {
  const [block = ''] = typeScriptBlocks('docs/testing-policies.md');
  if (!STACK_FILE.test(block)) throw new Error('The page names no stack file.');
  const code = ts.transpileModule(block.replace(STACK_FILE, 'await stackFile()'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  }).outputText;
  // The page's own test runs here, with the hooks and matchers of this file.
  const run = new Function('require', 'exports', 'stackFile', code);
  run(
    (name: string) => {
      if (name !== 'azure-mcp-gateway/harness')
        throw new Error(`The page imports ${name}, which this test does not know.`);
      return harness;
    },
    {},
    defaultStackFile,
  );
});
