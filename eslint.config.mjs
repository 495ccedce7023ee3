import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * The layering rule: imports point down and never up. Each entry lists the folders that files below `from` may not
 * import. A path segment decides, so relative paths of any depth are caught.
 */
const LAYERS = [
  {
    from: 'policies/language',
    not: [
      'elements',
      'contract',
      'steps',
      'pages',
      'documents',
      'constructs',
      'stacks',
      'emulator',
      'harness',
      'cli',
      'settings',
      'main',
    ],
  },
  {
    from: 'policies/elements',
    not: [
      'contract',
      'steps',
      'pages',
      'documents',
      'constructs',
      'stacks',
      'emulator',
      'harness',
      'cli',
      'settings',
      'main',
    ],
  },
  {
    from: 'policies/contract',
    not: [
      'elements',
      'steps',
      'pages',
      'documents',
      'constructs',
      'stacks',
      'emulator',
      'harness',
      'cli',
      'settings',
      'main',
    ],
  },
  {
    from: 'policies/steps',
    not: ['pages', 'documents', 'constructs', 'stacks', 'emulator', 'harness', 'cli', 'settings', 'main'],
  },
  {
    from: 'policies/pages',
    not: ['documents', 'constructs', 'stacks', 'emulator', 'harness', 'cli', 'settings', 'main'],
  },
  { from: 'policies/documents', not: ['constructs', 'stacks', 'emulator', 'harness', 'cli', 'settings', 'main'] },
  {
    from: 'constructs',
    not: ['stacks', 'emulator', 'harness', 'cli', 'settings', 'main', 'steps', 'pages', 'elements'],
  },
  { from: 'stacks', not: ['emulator', 'harness', 'cli', 'main', 'policies'] },
  {
    from: 'emulator',
    not: [
      'constructs',
      'stacks',
      'harness',
      'cli',
      'settings',
      'main',
      'elements',
      'contract',
      'steps',
      'pages',
      'documents',
    ],
  },
  {
    from: 'harness',
    not: ['constructs', 'stacks', 'cli', 'settings', 'main', 'elements', 'contract', 'steps', 'pages', 'documents'],
  },
  { from: 'functions', not: ['constructs', 'stacks', 'emulator', 'harness', 'cli', 'settings', 'main', 'policies'] },
];

const layering = LAYERS.map(({ from, not }) => ({
  files: [`${from}/**/*.ts`],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^\\.\\.?/(?:.*/)?(?:${not.join('|')})(?:/|$)`,
            message: `Files below ${from} may not import from ${not.join(', ')}: imports point down and never up.`,
          },
          {
            regex: '^@cdktf/provider-(?:azurerm|azuread)$',
            message:
              'Import the resource file (…/lib/<resource>), never the package root: ten times the memory and start-up.',
          },
          ...(from.startsWith('policies')
            ? [{ regex: '^(?:cdktf|constructs|@cdktf/.*)$', message: 'policies/ is pure: no cdktf import.' }]
            : []),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['**/node_modules/', 'cdktf.out/', '**/dist/', 'coverage/'] },
  eslint.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        console: 'readonly',
        __dirname: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'Name what is exported.' },
        { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
      ],
    },
  },
  ...layering,
);
