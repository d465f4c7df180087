import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const vitest = join(__dirname, '../../../../node_modules/vitest/vitest.mjs');

test('the kit works under vitest', async () => {
  const { NODE_ENV: _, ...env } = process.env;
  const answer = await run(
    process.execPath,
    [vitest, 'run', '--config', 'vitest.config.mjs', '--reporter', 'json'],
    { cwd: join(__dirname, 'programs'), env },
  ).catch((failed: { stdout: string }) => failed); // it says what failed
  expect(JSON.parse(answer.stdout)).toMatchObject({ success: true, numPassedTests: 3 });
}, 60_000);
