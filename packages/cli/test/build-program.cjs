const { execFileSync } = require('node:child_process');

/** Builds the program that the suites run: turbo builds only what has changed. */
module.exports = function buildProgram() {
  try {
    const args = ['turbo', 'run', 'build', '--filter=@meterkit/cli...'];
    execFileSync('npx', args, { cwd: `${__dirname}/../../..`, stdio: 'pipe' });
  } catch (error) {
    throw new Error(`The build failed.\n${error.stdout}${error.stderr}`);
  }
};
