import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PromtoolAnswer {
  readonly passed: boolean;
  readonly output: string;
}

/**
 * Runs `promtool test rules` on a test and on rules that are beside it as `rules.yaml`, if they are text. Waits for it in place, so that
 * fake timers cannot hold it up. Throws when there is no such program.
 */
export function runPromtool(program: string, test: string, rules?: string): PromtoolAnswer {
  const folder = mkdtempSync(join(tmpdir(), 'meterkit-promtool-'));
  try {
    writeFileSync(join(folder, 'test.yaml'), test);
    if (rules !== undefined) writeFileSync(join(folder, 'rules.yaml'), rules);
    const { error, status, stdout, stderr } = spawnSync(
      program,
      ['test', 'rules', join(folder, 'test.yaml')],
      { encoding: 'utf8' },
    );
    if (error !== undefined) throw notRun(program, error);
    return { passed: status === 0, output: `${stdout}${stderr}`.trim() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether `promtool` is there: `(hasPromtool() ? test : test.skip)(...)`. */
export function hasPromtool(program = 'promtool'): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

function notRun(program: string, error: NodeJS.ErrnoException): Error {
  if (error.code !== 'ENOENT') return error;
  return new Error(
    `${program}: expected the program, which comes with Prometheus, to ask whether an alert fires; it is not there. ` +
      'Install Prometheus, or skip the test unless hasPromtool()',
  );
}
