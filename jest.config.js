/** @type {import('jest').Config} */
export default {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  injectGlobals: false,
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': ['@swc/jest', {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    }],
  },
  // One PostgreSQL server with one migrated template a house, made once; each file copies what it needs.
  globalSetup: '<rootDir>/test/kit/start-postgres.ts',
  globalTeardown: '<rootDir>/test/kit/stop-postgres.ts',
  testTimeout: 30_000,
  maxWorkers: 2,
};
