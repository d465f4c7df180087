import { parseJob } from '../../src/jobs/job.js';

const DOCUMENT = {
  version: '1.0',
  job_id: 'metrics-test-001',
  kind: 'VMOperation',
  operation: 'system.echo',
  created_at: '2026-01-02T03:04:05Z',
  payload: { type: 'system.echo.v1', data: { message: 'test' } },
};

test('a document becomes a job', () => {
  expect(parseJob(DOCUMENT)).toEqual(DOCUMENT);
});

test('a deadline is a moment, whatever its offset', () => {
  const { deadline } = parseJob({ ...DOCUMENT, deadline: '2026-01-02T05:04:05.5+02:00' });
  expect(deadline).toEqual(new Date('2026-01-02T03:04:05.500Z'));
});

test.each([
  ['text', 'job', 'job: Invalid input: expected object, received string, got "job"'],
  ['a list', [], 'job: Invalid input: expected object, received array, got []'],
  ['nothing', undefined, 'job: Invalid input: expected object, received undefined'],
])('%s is no job', (_name, document, message) => {
  expect(() => parseJob(document)).toThrow(message);
});

test.each([
  ['version', { version: '2.0' }],
  ['version', { version: 1 }],
  ['kind', { kind: 'vmoperation' }],
  ['job_id', { job_id: '../escape' }],
  ['job_id', { job_id: '.hidden' }],
  ['job_id', { job_id: 'x'.repeat(129) }],
  ['job_id', { job_id: undefined }],
  ['operation', { operation: 1 }],
  ['created_at', { created_at: 'yesterday' }],
  ['created_at', { created_at: '2026-13-01T00:00:00Z' }],
  ['deadline', { deadline: null }],
  ['payload', { payload: [] }],
  ['payload.type', { payload: { type: 'system.echo.v2', data: {} } }],
  ['payload.type', { payload: { type: 'systemXecho.v1', data: {} } }],
  ['payload.data', { payload: { type: 'system.echo.v1' } }],
])('a wrong %s is an error that names it: %j', (field, change) => {
  const document = { ...DOCUMENT, ...change };
  expect(() => parseJob(document)).toThrow(new RegExp(`^${field}: Invalid .*, got `));
});
