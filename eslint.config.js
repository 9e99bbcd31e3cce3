import tseslint from 'typescript-eslint';

// Types are tsc's work. The lint holds what types cannot: promises nobody waits for, and names and shapes
// that make a reader stop.
export default tseslint.config(
  { ignores: ['**/*.generated.ts', 'node_modules', '.data', 'coverage', 'eslint.config.js', 'jest.config.js'] },
  ...tseslint.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  { files: ['schema/tools/**', 'test/**', 'gateway/demo/**'], rules: { 'no-console': 'off' } },
);
