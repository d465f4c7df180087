import { once } from 'node:events';
import { type JobLimits, limitJob } from '../../src/jobs/job-limits.js';

const AN_HOUR_MS = 3_600_000;

let limits: JobLimits;

afterEach(() => limits.clear());

function fromNow(ms: number): Date {
  return new Date(Date.now() + ms);
}

test('a deadline that is over aborts at once', () => {
  limits = limitJob(new Date(0), AN_HOUR_MS);
  expect(limits.signal.reason).toMatchObject({
    name: 'TimeoutError',
    message: 'the deadline was 1970-01-01T00:00:00.000Z',
  });
});

test.each([
  ['the deadline', fromNow(AN_HOUR_MS), 20, '20 ms are over'],
  ['no deadline', undefined, 20, '20 ms are over'],
])('the timeout aborts before %s', async (_name, deadline, timeoutMs, message) => {
  limits = limitJob(deadline, timeoutMs);
  expect(limits.signal.aborted).toBe(false);
  await once(limits.signal, 'abort');
  expect(limits.signal.reason).toMatchObject({ name: 'TimeoutError', message });
});

test('the deadline aborts before the timeout', async () => {
  limits = limitJob(fromNow(50), AN_HOUR_MS);
  expect(limits.signal.aborted).toBe(false);
  await once(limits.signal, 'abort');
  expect(limits.signal.reason.message).toMatch(/^the deadline was /);
});

test('only the first reason counts', () => {
  limits = limitJob(undefined, AN_HOUR_MS);
  limits.cancel('nobody wants it');
  limits.cancel('nobody at all');
  expect(limits.signal.reason).toMatchObject({ name: 'AbortError', message: 'nobody wants it' });
});
