import { join } from 'node:path';
import { catalog } from '@meterkit/meters/catalog';
import { expectGolden } from '../expect-golden.js';
import { runProgram } from '../run-program.js';
import { temporaryFolder } from '../temporary-folder.js';

const orders = join(__dirname, '../programs/orders.mjs');

describe('meterkit catalog', () => {
  it.each(['table', 'markdown', 'json'])('writes the meters of a module as %s', async (format) => {
    const args = ['catalog', '--meters', orders, '--format', format];
    const { code, stdout } = await runProgram(args);
    expect(code).toBe(0);
    expectGolden(`catalog.${format}.txt`, stdout);
  });

  it('has every family of the ready-made meters, and those of a system with their namespace', async () => {
    const all = await runProgram(['catalog', '--json']);
    const { version, families } = JSON.parse(all.stdout);
    expect(version).toBe(1);
    expect(families.map(({ instrument }: { instrument: string }) => instrument)).toEqual(
      catalog.map(({ name }) => name),
    );
    const worker = await runProgram(['catalog', '--system', 'guestkit-worker', '--json']);
    const names = JSON.parse(worker.stdout).families.map(({ name }: { name: string }) => name);
    expect(names).toContain('guestkit_worker_jobs');
  });

  it.each([
    [
      'no-such.mjs',
      '',
      3,
      /^error --meters: expected a module, got "no-such\.mjs": Cannot find module/,
    ],
    [
      'none.mjs',
      'export const a = 1;',
      2,
      /none\.mjs" with none; export what defineMeter gives\n$/,
    ],
    ['throws.mjs', 'throw new Error("not today");', 3, /throws\.mjs": not today\n$/],
    ['types.tsx', 'export {}', 3, /; compile it first, or run node --import tsx\n$/],
  ])('says what is wrong with %s', async (name, source, expected, message) => {
    const folder = temporaryFolder(source === '' ? {} : { [name]: source });
    const file = source === '' ? name : join(folder, name);
    const { code, stderr } = await runProgram(['catalog', '--meters', file]);
    expect(stderr).toMatch(message);
    expect(code).toBe(expected);
  });
});
