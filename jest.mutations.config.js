const base = require('./jest.config.js');

/**
 * Mutation tests: each boots a gateway of its own, so they are apart from the other tests. One worker per core of the
 * smallest machine they have to run on.
 * @type {import('jest').Config}
 */
module.exports = {
  ...base,
  roots: ['<rootDir>/test/mutations'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 2,
  testTimeout: 60000,
};
