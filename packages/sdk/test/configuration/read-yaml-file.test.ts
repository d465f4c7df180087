import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { resolveConfiguration } from '../../src/configuration/resolve-configuration.js';
import { errorOf, messagesOf, resolveAll } from './resolve-all.js';

describe('the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'meterkit-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is read from disk, relative to the working directory', () => {
    const configFile = join(folder, 'meterkit.yaml');
    writeFileSync(configFile, 'serviceName: from-file\n');
    const { configuration, origins } = resolveConfiguration({ configFile }, { env: {} });
    expect(configuration).toMatchObject({ serviceName: 'from-file', configFile });
    expect(origins.get('serviceName')).toBe(`file ${configFile}:1:1`);
  });

  test('that code names is read instead of the one that the environment names', () => {
    const read: string[] = [];
    const env = { METERKIT_CONFIG_FILE: 'env.yaml' };
    const readFile = (path: string) => {
      read.push(path);
      return '';
    };
    resolveConfiguration({ configFile: 'code.yaml' }, { env, readFile });
    expect(read).toEqual([resolve('code.yaml')]);
  });

  test('that is named but missing is a problem beside the others', () => {
    const env = { METERKIT_CONFIG_FILE: 'absent/m.yaml', METERKIT_STRICT: 'on' };
    const error = errorOf(() => resolveConfiguration({}, { env }));
    expect(error.message.split('\n  ').slice(1)).toEqual([
      `configFile: expected a readable file, got "absent/m.yaml" (from env METERKIT_CONFIG_FILE); ENOENT: ${resolve('absent/m.yaml')}`,
      'strict: expected true or false, got "on" (from env METERKIT_STRICT)',
    ]);
  });
});

describe('what is not YAML is told with line and column', () => {
  test.each([
    ['a duplicate key', 'strict: true\nstrict: false', ':2:1', 'Map keys must be unique'],
    ['a tab', 'scrape:\n\tport: 1', ':2:1', 'Tabs are not allowed as indentation'],
    ['an unknown tag', 'serviceName: !secret hush', ':1:14', 'Unresolved tag: !secret'],
    ['a list as a key', '? [strict]\n: true', ':1:3', 'With stringKeys, all keys must be strings'],
    [
      'an alias without anchor',
      'strict: *absent',
      '',
      'Unresolved alias (the anchor must be set before the alias): absent',
    ],
  ])('%s', (_, yaml, place, message) => {
    expect(messagesOf({}, {}, yaml)).toEqual([
      `configFile: invalid YAML: ${message} (from file m.yaml${place})`,
    ]);
  });
});

test.each([
  ['nothing', ''],
  ['comments', '# serviceName: a\n'],
  ['a byte order mark', '\uFEFFstrict: false'],
])('a file may have %s', (_, yaml) => {
  const { configuration } = resolveAll({}, {}, yaml);
  expect(configuration).toEqual({ ...resolveAll({}).configuration, configFile: 'm.yaml' });
});

test('anchors and aliases can be used, and a problem behind one names the file', () => {
  const yaml = 'resourceAttributes: &labels\n  team: pay\npage:\n  constantLabels: *labels';
  expect(resolveAll({}, {}, yaml).configuration.page.constantLabels).toEqual({ team: 'pay' });
  expect(messagesOf({}, {}, yaml.replace('team', 'my-team'))).toEqual([
    'page.constantLabels.my-team: expected a label name: letters, digits and "_", no digit or "__" first, not "le", got "my-team" (from file m.yaml)',
  ]);
});
