import { createStore } from '@meterkit/instruments';
import { PageReport } from '../src/page-report.js';
import { ScrapeMetrics } from '../src/scrape-metrics.js';
import { seriesOf } from './series-of.js';

function reporting() {
  const store = createStore();
  const warn = jest.fn();
  const silent = { error: () => {}, info: () => {}, debug: () => {} };
  const report = new PageReport(new ScrapeMetrics({ store }), { ...silent, warn });
  return { report, warn, counts: (name: string) => seriesOf(store, name) };
}

test('counts the failures of a collector from zero, by cause', () => {
  const { report, counts } = reporting();
  const failed = report.failuresOf('sdk');
  expect(counts('meterkit.collect.failures')).toEqual({ 'sdk error': 0, 'sdk timeout': 0 });
  failed('timeout', undefined);
  failed('error', new Error('no'));
  failed('error', null);
  expect(counts('meterkit.collect.failures')).toEqual({ 'sdk error': 2, 'sdk timeout': 1 });
  expect(report.collectFailures).toBe(3);
});

test('tells each cause of a collector once', () => {
  const { report, warn } = reporting();
  const failed = report.failuresOf('sdk');
  for (let i = 0; i < 3; i++) failed('error', new Error('no'));
  failed('timeout', 'it has not ended');
  expect(warn.mock.calls).toEqual([
    ['sdk: something of it is missing from the page (error): Error: no'],
    ['sdk: something of it is missing from the page (timeout): it has not ended'],
  ]);
});

test('counts the problems of a page, and tells each once', () => {
  const { report, warn, counts } = reporting();
  const problem = { family: 'x', problem: 'type_conflict', detail: 'gauge came first' };
  report.problems([problem, problem]);
  report.problems([{ ...problem, problem: 'unsupported_kind' }]);
  expect(counts('meterkit.page.problems')).toEqual({ type_conflict: 2, unsupported_kind: 1 });
  expect(warn.mock.calls).toEqual([
    ['x: type_conflict: gauge came first'],
    ['x: unsupported_kind: gauge came first'],
  ]);
});
