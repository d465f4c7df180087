import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counter, createStore, defineMeter } from '@meterkit/instruments';
import { resolveConfiguration } from '../../src/configuration/resolve-configuration.js';
import { configureInstruments } from '../../src/configure-instruments.js';
import { leveledLogger } from '../../src/leveled-logger.js';
import { LivePolicy } from '../../src/policy/live-policy.js';
import { seriesOf } from '../series-of.js';
import { deferred } from '../serving.js';

class JobMetrics extends defineMeter({
  name: 'jobs',
  instruments: {
    done: counter('jobs.done', { description: 'Jobs done.' }),
    probed: counter('jobs.probed', { description: 'Jobs probed.' }),
  },
}) {}

let folder = '';
let policyFile = '';
const running: LivePolicy[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meterkit-policy-'));
  policyFile = join(folder, 'policy.yaml');
});

afterEach(() => {
  for (const live of running.splice(0)) live.stop();
  rmSync(folder, { recursive: true });
});

/** A live policy with all that it governs; `written` puts a policy into the file and waits for what is logged of it. */
function start({ code = {}, idle = async () => {} }: StartOptions = {}) {
  const store = createStore();
  const resolved = resolveConfiguration({ policyFile, ...code }, { env: {} });
  const lines: string[] = [];
  let told = (): void => undefined;
  const at = (level: string) => (message: string) => {
    lines.push(`${level} ${message.replaceAll(folder, '')}`);
    told();
  };
  const logger = leveledLogger(
    { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') },
    resolved.inForce.configuration.logLevel,
  );
  configureInstruments(store, resolved.inForce);
  const live = new LivePolicy({ resolved, store, logger, idle, intervalMs: 2 });
  running.push(live);
  const logged = () =>
    new Promise<void>((resolve) => {
      told = resolve;
    });
  const written = async (text: string): Promise<void> => {
    const next = logged();
    put(text);
    await next;
  };
  return { store, live, lines, logger, written, logged };
}

interface StartOptions {
  readonly code?: Parameters<typeof resolveConfiguration>[0];
  readonly idle?: () => Promise<void>;
}

function put(text: string): void {
  writeFileSync(`${policyFile}~`, text);
  renameSync(`${policyFile}~`, policyFile);
}

const DISABLING = 'instruments: { disabled: [jobs.done] }\n';

test('disables and enables instruments that are there; what they counted stays, what came between is lost', async () => {
  put('');
  const { store, written } = start();
  const { done } = new JobMetrics({ store });
  const bound = done.bind();
  done.add(1);
  await written(DISABLING);
  done.add(10);
  bound.add(10);
  expect(() => seriesOf(store, 'jobs.done')).toThrow('there is no family');
  await written('{}');
  expect(seriesOf(store, 'jobs.done')).toEqual({ '': 1 });
  done.add(100);
  bound.add(100);
  expect(seriesOf(store, 'jobs.done')).toEqual({ '': 201 });
});

test('wins over what is configured, and gives it back when it says nothing of it any more', async () => {
  put('');
  const code = { instruments: { disabled: ['jobs.done'] } };
  const { store, written } = start({ code });
  const { done, probed } = new JobMetrics({ store });
  await written('instruments: { disabled: [jobs.probed] }');
  done.add(1);
  probed.add(1);
  await written('');
  done.add(1);
  probed.add(1);
  expect(seriesOf(store, 'jobs.probed')).toEqual({ '': 1 });
  await written('instruments: { disabled: [] }');
  expect(seriesOf(store, 'jobs.done')).toEqual({ '': 1 });
});

test('leaves bounds as they are', async () => {
  put('');
  const { store, lines, written } = start({
    code: { instruments: { bounds: { 'meterkit.scrape.duration': [1, 2] } } },
  });
  await written(DISABLING);
  expect(lines).toEqual(['info policyFile: /policy.yaml is applied']);
  expect(store.fixedBounds({})).toEqual([]);
});

test('changes the level of the log', async () => {
  put('logLevel: error\n');
  const { lines, logger, written } = start();
  logger.warn('not told');
  put('logLevel: info\n');
  await written('logLevel: debug\n');
  logger.debug('told');
  expect(lines.at(-1)).toBe('debug told');
  expect(lines).not.toContain('warn not told');
});

test('refuses a broken file as a whole, tells once all that is wrong with it, and counts', async () => {
  put(DISABLING);
  const { store, lines, written } = start();
  const { done } = new JobMetrics({ store });
  expect(seriesOf(store, 'meterkit.policy.reloads')).toEqual({ applied: 0, refused: 0 });
  expect(seriesOf(store, 'meterkit.policy.last_reload.successful')).toEqual({ '': 1 });
  const started = seriesOf(store, 'meterkit.policy.applied.timestamp')[''];
  expect(started).toBeGreaterThan(1.7e9);
  await written('instruments: { disabeld: [] }\nlogLevel: loud\nscrape: { port: 1 }\n');
  done.add(1);
  expect(() => seriesOf(store, 'jobs.done')).toThrow('there is no family');
  expect(lines).toEqual([
    [
      'error policyFile: /policy.yaml is refused, the policy before stays:',
      'instruments.disabeld: unknown option (from file /policy.yaml:1:16); did you mean instruments.disabled?',
      'logLevel: expected one of none, error, warn, info, debug, got "loud" (from file /policy.yaml:2:1)',
      'scrape.port: cannot change while the process runs (from file /policy.yaml:3:11); set it where init() finds it',
    ].join('\n  '),
  ]);
  expect(seriesOf(store, 'meterkit.policy.reloads')).toEqual({ applied: 0, refused: 1 });
  expect(seriesOf(store, 'meterkit.policy.last_reload.successful')).toEqual({ '': 0 });
  expect(seriesOf(store, 'meterkit.policy.applied.timestamp')).toEqual({ '': started });
  await written('');
  expect(seriesOf(store, 'jobs.done')).toEqual({ '': 0 });
  expect(seriesOf(store, 'meterkit.policy.reloads')).toEqual({ applied: 1, refused: 1 });
  expect(seriesOf(store, 'meterkit.policy.last_reload.successful')).toEqual({ '': 1 });
});

test('keeps what a file said that has gone, and takes it up when it comes again', async () => {
  put(DISABLING);
  const { store, lines, logged, written } = start();
  new JobMetrics({ store });
  const next = logged();
  rmSync(policyFile);
  await next;
  expect(lines).toEqual(['warn policyFile: cannot read /policy.yaml (ENOENT); what it said stays']);
  expect(() => seriesOf(store, 'jobs.done')).toThrow('there is no family');
  expect(seriesOf(store, 'meterkit.policy.last_reload.successful')).toEqual({ '': 1 });
  await written('{}');
  expect(seriesOf(store, 'jobs.done')).toEqual({ '': 0 });
});

test('takes up a file that comes after the start', async () => {
  const { store, written } = start();
  expect(seriesOf(store, 'meterkit.policy.applied.timestamp')).toEqual({ '': 0 });
  await written(DISABLING);
  new JobMetrics({ store });
  expect(() => seriesOf(store, 'jobs.done')).toThrow('there is no family');
  expect(seriesOf(store, 'meterkit.policy.applied.timestamp')['']).toBeGreaterThan(1.7e9);
});

test('puts nothing in force before what collects is idle, and then all of it at once', async () => {
  put('');
  const asked = deferred();
  const idle = deferred();
  const { live, logger, lines, logged } = start({
    idle: () => {
      asked.resolve();
      return idle.promise;
    },
  });
  const before = live.ofPage;
  const next = logged();
  put('logLevel: debug\npage: { exclude: [jobs.done] }\n');
  await asked.promise;
  expect([live.ofPage, logger.level]).toEqual([before, 'info']);
  idle.resolve();
  await next;
  expect(live.ofPage).not.toBe(before);
  expect(logger.level).toBe('debug');
  expect(lines).toEqual(['info policyFile: /policy.yaml is applied']);
});

test('puts nothing in force any more when it is stopped before what collects is idle', async () => {
  put('');
  const asked = deferred();
  const idle = deferred();
  const { live, logger } = start({
    idle: () => {
      asked.resolve();
      return idle.promise;
    },
  });
  put('logLevel: debug\n');
  await asked.promise;
  live.stop();
  idle.resolve();
  await new Promise((resolve) => setImmediate(resolve));
  expect(logger.level).toBe('info');
});

test('without a policy file nothing is told of one', () => {
  const { store } = start({ code: { policyFile: undefined } });
  expect(store.families().map(({ name }) => name)).not.toContain('meterkit.policy.reloads');
});
