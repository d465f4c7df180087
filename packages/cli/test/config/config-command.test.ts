import { join } from 'node:path';
import { parse } from 'yaml';
import { runProgram } from '../run-program.js';
import { temporaryFolder } from '../temporary-folder.js';

describe('meterkit config', () => {
  const folder = temporaryFolder({
    'shop.yaml': 'serviceName: shop\naccess:\n  users:\n    prometheus: hunter2\n',
    'wrong.yaml': 'scrape:\n  port: 94x\n  hots: a\n',
  });
  const shop = join(folder, 'shop.yaml');

  it('shows what is in force and where it is from, and no secrets', async () => {
    const env = { OTEL_EXPORTER_PROMETHEUS_PORT: '9000' };
    const { code, stdout } = await runProgram(['config', '--file', shop, '--set'], { env });
    expect(code).toBe(0);
    const lines = stdout.replaceAll(folder, '').split('\n');
    expect(lines.map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
      'OPTION | VALUE | FROM',
      'serviceName | "shop" | file /shop.yaml:1:1',
      'configFile | "/shop.yaml" | --file',
      'scrape.port | 9000 | env OTEL_EXPORTER_PROMETHEUS_PORT',
      'access.users.prometheus | (hidden) | file /shop.yaml:4:5',
      '',
    ]);
  });

  it('has every option without --set, and gives JSON', async () => {
    const { stdout } = await runProgram(['config', '--json'], {
      env: { METERKIT_CONFIG_FILE: shop },
    });
    const { version, options } = JSON.parse(stdout);
    expect(version).toBe(1);
    expect(options.length).toBeGreaterThan(40);
    expect(options[0]).toMatchObject({ option: 'serviceName', value: '"shop"' });
    expect(options.find(({ option }: { option: string }) => option === 'configFile').origin).toBe(
      'env METERKIT_CONFIG_FILE',
    );
  });

  it('lists everything that is wrong, and ends with 1', async () => {
    const { code, stderr } = await runProgram(['config', '--file', join(folder, 'wrong.yaml')]);
    expect(code).toBe(1);
    expect(stderr).toContain('scrape.port: expected an integer from 0 to 65535, got "94x"');
    expect(stderr).toContain('scrape.hots: unknown option');
  });

  it('ends with 3 without the file, as every command', async () => {
    const { code, stderr } = await runProgram(['config', '--file', 'missing.yaml']);
    expect(code).toBe(3);
    expect(stderr).toBe('error missing.yaml: expected a readable file, got ENOENT\n');
  });

  it('says that nothing is set', async () => {
    const { code, stdout } = await runProgram(['config', '--set']);
    expect(stdout).toBe('nothing is set: every option is at its default\n');
    expect(code).toBe(0);
  });

  it('gives the example as JSON, too', async () => {
    const [text, json] = await Promise.all([
      runProgram(['config', '--example']),
      runProgram(['config', '--example', '--json']),
    ]);
    expect(JSON.parse(json.stdout)).toEqual({ version: 1, example: text.stdout });
  });

  it('writes an example that is a valid file without a setting', async () => {
    const { code, stdout } = await runProgram(['config', '--example']);
    expect(code).toBe(0);
    expect(parse(stdout)).toMatchObject({ scrape: null });
    const example = temporaryFolder({ 'example.yaml': stdout });
    const used = await runProgram(['config', '--set', '--file', join(example, 'example.yaml')]);
    expect(used.stdout.split('\n').slice(1)).toHaveLength(2);
  });
});
