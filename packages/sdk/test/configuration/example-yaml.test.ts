import { exampleYaml } from '../../src/configuration/example-yaml.js';
import { options } from '../../src/configuration/options.js';
import { resolveAll } from './resolve-all.js';

const enabled = exampleYaml().replace(/^( *)#(?=\w)/gm, '$1');

test('as it stands the example changes nothing', () => {
  const { origins } = resolveAll({}, {}, exampleYaml());
  const changed = [...origins].filter(([, origin]) => origin !== 'default');
  expect(changed).toEqual([['configFile', 'env METERKIT_CONFIG_FILE']]);
});

test('with every "#" before a name removed it sets every option to its default', () => {
  const { configuration, origins } = resolveAll({}, {}, enabled);
  expect(configuration).toEqual({ ...resolveAll({}).configuration, configFile: 'm.yaml' });
  const fromFile = [...origins]
    .filter(([, origin]) => origin.startsWith('file '))
    .map(([path]) => path);
  expect(fromFile).toEqual(
    options.filter((o) => o.kind === 'value' && o.default !== undefined).map(({ path }) => path),
  );
});

test('every option that a file can have is in it', () => {
  const names = options.filter(({ inFile }) => inFile !== false).map(({ keys }) => keys.at(-1));
  expect(enabled.match(/(?<=^ *)\w+(?=:)/gm)?.filter((name) => names.includes(name))).toEqual(
    names,
  );
});
