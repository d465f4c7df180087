import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start, stopAll, urlOf } from '../running.js';

afterEach(stopAll);

test('a name that matches nothing is told with the place where it was found', async () => {
  const configFile = join(tmpdir(), `meterkit-unmatched-${process.pid}.yaml`);
  writeFileSync(configFile, 'page:\n  exclude: [nothing.of.the.file]\n');
  process.env.METERKIT_INSTRUMENTS_DISABLED = 'nothing.of.the.environment';
  const warn = jest.fn();
  const silent = { info: () => {}, error: () => {}, debug: () => {} };
  try {
    const telemetry = await start({
      configFile,
      instruments: { dropLabels: { 'nothing.of.code': ['a'] } },
      logLevel: 'warn',
      logger: { ...silent, warn },
    });
    for (let i = 0; i < 2; i++) await (await fetch(urlOf(telemetry))).text();
  } finally {
    delete process.env.METERKIT_INSTRUMENTS_DISABLED;
  }
  const rule = 'expected the name of an instrument that it can apply to, got';
  expect(warn.mock.calls.map(([message]) => message)).toEqual([
    `instruments.disabled: ${rule} "nothing.of.the.environment" (from env METERKIT_INSTRUMENTS_DISABLED); none matches so far`,
    `instruments.dropLabels: ${rule} "nothing.of.code" (from code); none matches so far`,
    `page.exclude: ${rule} "nothing.of.the.file" (from file ${configFile}:2:3); none matches so far`,
  ]);
});
