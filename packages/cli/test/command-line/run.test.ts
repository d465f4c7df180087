import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectGolden } from '../expect-golden.js';
import { runProgram } from '../run-program.js';

const commands = ['check', 'top', 'doctor', 'catalog', 'diff', 'config', 'dashboards', 'rules'];

it('tells what there is when it is asked for nothing', async () => {
  const { code, stdout, stderr } = await runProgram([]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expectGolden('overview.txt', stdout);
});

it.each(commands)('tells the options and the exit codes of %s', async (command) => {
  const { code, stdout } = await runProgram([command, '--help']);
  expect(code).toBe(0);
  expectGolden(`help-${command}.txt`, stdout);
  expect((await runProgram(['help', command])).stdout).toBe(stdout);
});

it('says its version', async () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
  expect(await runProgram(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

it.each([
  [['help', 'chek'], 'meterkit chek: unknown command; did you mean check?'],
  [['chek'], 'meterkit chek: unknown command; did you mean check?'],
  [['check', 'x', '--alow', 'y'], 'meterkit check: --alow: unknown option; did you mean --allow?'],
  [['check'], 'meterkit check: expected URL|FILE|DIR|-, got nothing; see meterkit check --help'],
  [['diff', 'a'], 'meterkit diff: expected OLD NEW, got "a"; see meterkit diff --help'],
  [['config', 'a'], 'meterkit config: expected no argument, got "a"; see meterkit config --help'],
  [['check', 'x', '--user'], 'meterkit check: --user: expected NAME[:PASSWORD], got nothing'],
  [
    ['rules', '--out', '--check'],
    'meterkit rules: --out: expected DIR, got "--check"; write --out=--check if that is meant',
  ],
  [['check', 'x', '--json=yes'], 'meterkit check: --json: expected no value, got "yes"'],
  [
    ['top', 'x:1', '--interval', 'soon'],
    '--interval: expected a number of at least 0.1, got "soon"',
  ],
  [['top', 'x:1', '--sort', 'size'], '--sort: expected name, rate, value, got "size"'],
  [
    ['check', '-', '--allow', 'camelcase=a'],
    '--allow: expected RULE=NAME with a rule of the linter and a family, got "camelcase=a"; did you mean camel-case?',
  ],
  [
    ['check', 'x:1', '--user', 'a'],
    '--user: expected NAME:PASSWORD, or a password in METERKIT_PASSWORD, got "a" and none',
  ],
  [
    ['check', 'http://a:b@x:1', '--user', 'a:b'],
    '--user, --bearer-file and a user in the URL: expected one of them, got several',
  ],
  [['check', 'x:1', '--header', 'no colon'], '--header: expected \'NAME: VALUE\', got "no colon"'],
  [['catalog', '--format', 'xml'], '--format: expected table, markdown, json, got "xml"'],
  [
    ['top', 'http://me:secret@no host:1'],
    'target: expected an address such as http://localhost:9464/metrics, got "http://…@no host:1"',
  ],
  [
    ['top', 'http://me:100%@shop:1'],
    'target: expected an address such as http://localhost:9464/metrics, got "shop:1"',
  ],
])('says what is wrong with %j, and ends with 2', async (args, message) => {
  expect(await runProgram(args)).toEqual({ code: 2, stdout: '', stderr: `error ${message}\n` });
});

it('writes no colours where there is no terminal, whatever FORCE_COLOR says', async () => {
  const { stdout } = await runProgram(['check', '-'], {
    input: 'a 1\n',
    env: { FORCE_COLOR: '1' },
  });
  expect(stdout).toContain('help-text  a: expected a help text, got none\n');
});
