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
  setupFiles: ['<rootDir>/test/kit/seed.ts'],
  testTimeout: 90_000,
  maxWorkers: 2,
  // Modules of each file stay in the worker's memory: collecting garbage among those of a hundred files takes minutes.
  workerIdleMemoryLimit: '1GB',
};
