import { run } from './command-line/run.js';

// A reader that has seen enough, as `head`, is no failure.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit();
});

void run(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
