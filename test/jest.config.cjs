module.exports = {
  ...require('../jest.preset.cjs'),
  displayName: 'test',
  testMatch: ['<rootDir>/**/*.test.ts'],
  globalSetup: '<rootDir>/build-packages.cjs',
};
