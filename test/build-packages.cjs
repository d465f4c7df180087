const { execFileSync } = require('node:child_process');

/** Brings every dist folder up to date: turbo builds only what has changed. */
module.exports = function buildPackages() {
  try {
    execFileSync('npx', ['turbo', 'run', 'build'], { cwd: `${__dirname}/..`, stdio: 'pipe' });
  } catch (error) {
    throw new Error(`The build failed.\n${error.stdout}${error.stderr}`);
  }
};
