module.exports = {
  ...require('../jest.preset.cjs'),
  displayName: 'test',
  testMatch: ['<rootDir>/**/*.test.ts'],
  // Some suites run what is published, not the sources.
  globalSetup: '<rootDir>/build-packages.cjs',
};
