import { appendFileSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemMixin } from '@meterkit/mixin';
import { runProgram } from '../run-program.js';
import { temporaryFolder } from '../temporary-folder.js';

const orders = join(__dirname, '../programs/orders.mjs');

describe.each(['dashboards', 'rules'])('meterkit %s', (kind) => {
  const files = [...systemMixin('metastore').files()].filter(([path]) =>
    path.startsWith(`${kind}/`),
  );

  it('writes the files of a system as the mixin has them, and leaves alone what is right', async () => {
    const folder = temporaryFolder();
    const args = [kind, '--system', 'metastore', '--out', join(folder, 'deep/er'), '--json'];
    const written = await runProgram(args);
    expect(written.code).toBe(0);
    const states = files.map(([path]) => ({
      file: join(folder, 'deep/er', path),
      state: 'written',
    }));
    expect(JSON.parse(written.stdout)).toEqual({ version: 1, files: states });
    for (const [path, text] of files)
      expect(readFileSync(join(folder, 'deep/er', path), 'utf8')).toBe(text);
    const times = states.map(({ file }) => statSync(file).mtimeMs);
    const again = await runProgram(args);
    expect(JSON.parse(again.stdout).files).toEqual(
      states.map((one) => ({ ...one, state: 'same' })),
    );
    expect(states.map(({ file }) => statSync(file).mtimeMs)).toEqual(times);
  });

  it('checks that files are what they have to be, and writes nothing', async () => {
    const folder = temporaryFolder();
    const args = [kind, '--system', 'metastore', '--out', folder, '--check'];
    await runProgram(args.slice(0, -1));
    expect((await runProgram(args)).code).toBe(0);
    for (const [path] of files) appendFileSync(join(folder, path), ' ');
    const differs = await runProgram(args);
    expect(differs.stdout).toBe(files.map(([path]) => `differs  ${join(folder, path)}\n`).join(''));
    for (const [path] of files) rmSync(join(folder, path));
    const missing = await runProgram(args);
    expect(missing.stdout).toBe(files.map(([path]) => `missing  ${join(folder, path)}\n`).join(''));
    expect([differs.code, missing.code]).toEqual(files.length > 0 ? [1, 1] : [0, 0]);
  });

  it('takes the meters of a module', async () => {
    const folder = temporaryFolder();
    const { code } = await runProgram([
      kind,
      '--meters',
      orders,
      '--out',
      folder,
      '--name',
      'shop',
    ]);
    expect(code).toBe(0);
  });

  it.each([
    [[], `meterkit ${kind}: expected --meters FILE or --system NAME, got neither`],
    [
      ['--system', 'shop'],
      '--system: expected deployment-orchestrator, guestkit-worker, metastore, stream-processor, tops-worker, got "shop"',
    ],
    [
      ['--system', 'metastore', '--meters', orders],
      `meterkit ${kind}: expected --meters FILE or --system NAME, got both`,
    ],
    [
      ['--system', 'metastore', '--name', 'KV'],
      'The mixin cannot be made:\n  name: expected lower case and hyphens, got "KV"',
    ],
  ])('says what is wrong with %j', async (args, message) => {
    expect(await runProgram([kind, ...args])).toEqual({
      ...{ code: 2, stdout: '' },
      stderr: `error ${message}\n`,
    });
  });
});

it('takes what else a mixin can be told from a file, of a system, too', async () => {
  const folder = temporaryFolder({
    'kv.json': '{ "selector": "job=\\"kv\\"", "limits": { "connections": 50 } }',
    'wrong.json': '{ "limit": {} }',
    'none.json': '[]',
    'broken.json': '{',
  });
  const rules = (file: string, ...others: readonly string[]) =>
    runProgram(['rules', ...others, '--out', folder, '--options', join(folder, file)]);
  expect((await rules('kv.json', '--system', 'metastore')).code).toBe(0);
  expect(readFileSync(join(folder, 'rules/metastore.yaml'), 'utf8')).toContain(
    'sum by (job, instance) (grpc_server_active_connections{job="kv"}) > 0.9 * 50',
  );
  const set = join(__dirname, '../programs/orders-set.mjs');
  expect((await rules('kv.json', '--meters', set)).code).toBe(0);
  expect(readFileSync(join(folder, 'rules/shop.yaml'), 'utf8')).toMatch(
    /up\{job="kv"\}(.|\n)*checkout-latency/,
  );

  const wrong = await rules('wrong.json', '--system', 'metastore');
  expect(wrong.stderr).toContain('limit: unknown option; did you mean "limits"?');
  const none = await rules('none.json', '--system', 'metastore');
  expect(none.stderr).toBe(
    `error --options: expected an object in JSON, such as { "selector": "job=\\"shop\\"" }, in ${join(folder, 'none.json')}\n`,
  );
  const broken = await rules('broken.json', '--system', 'metastore');
  const missing = await rules('missing.json', '--system', 'metastore');
  expect([wrong, none, broken, missing].map(({ code }) => code)).toEqual([2, 2, 2, 3]);
});

it('takes objectives from the mixinOptions of a module, and says what is wrong with them', async () => {
  const folder = temporaryFolder();
  const rules = (name: string) =>
    runProgram(['rules', '--out', folder, '--meters', join(__dirname, '../programs', name)]);
  const { code, stdout } = await rules('orders-set.mjs');
  expect({ code, stdout }).toEqual({ code: 0, stdout: `written  ${folder}/rules/shop.yaml\n` });
  expect(readFileSync(join(folder, 'rules/shop.yaml'), 'utf8')).toContain('checkout-latency');
  const wrong = await rules('orders-wrong.mjs');
  expect(wrong.stderr).toMatch(/^error The mixin cannot be made:\n {2}.*checkout-latency/);
  expect(wrong.code).toBe(2);
});

it('tells options that are exported under a misspelt name', async () => {
  const folder = temporaryFolder({
    'meters.mjs': `export { OrderMetrics } from ${JSON.stringify(orders)};\nexport const mixinOption = { name: 'shop' };\n`,
  });
  const { code, stderr } = await runProgram(['rules', '--meters', join(folder, 'meters.mjs')]);
  expect(stderr).toBe('error --meters: mixinOption: unknown export; did you mean mixinOptions?\n');
  expect(code).toBe(2);
});
