/** Transforms with swc (no type check; `npm run types` does that). jose and oidc-provider are ESM only. */
const transform = {
  '^.+\\.[cm]?[jt]s$': [
    '@swc/jest',
    { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
  ],
};

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/functions'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/test/mutations/'],
  globalSetup: '<rootDir>/test/support/make-shared-folder.js',
  globalTeardown: '<rootDir>/test/support/remove-shared-folder.js',
  setupFiles: ['<rootDir>/test/support/no-creation-stacks.ts'],
  // Dynamic imports name the compiled file, as Node wants it.
  moduleNameMapper: {
    '^(?:\\.\\./)+(main|emulator/local-gateway)\\.js$': '<rootDir>/$1',
    // Examples import the package as its users do.
    '^azure-mcp-gateway$': '<rootDir>/index',
    '^azure-mcp-gateway/(policies|harness)$': '<rootDir>/$1/index',
  },
  transform,
  transformIgnorePatterns: ['node_modules/(?!(jose|oidc-provider)/)'],
  testTimeout: 30000,
};
