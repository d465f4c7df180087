module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: require('./package.json').name,
  globalSetup: '<rootDir>/../../test/build-packages.cjs', // one suite starts what is built
};
