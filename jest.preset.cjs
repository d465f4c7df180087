/** What every jest project of this repository has in common. Tests run from source: no build comes first. */
module.exports = {
  testTimeout: 20_000, // real processes on a machine that does other things, too
  testEnvironment: 'node',
  // `@meterkit/source` leads from a package's name to its src folder.
  testEnvironmentOptions: { customExportConditions: ['@meterkit/source', 'node', 'node-addons'] },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          // `using` is parsed and lowered as it stands; decorators have to be asked for.
          parser: { syntax: 'typescript', decorators: true },
          transform: { decoratorVersion: '2022-03' },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};
