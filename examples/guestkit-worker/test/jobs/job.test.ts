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
  expect(parseJob(JSON.stringify(DOCUMENT))).toEqual({
    id: 'metrics-test-001',
    operation: 'system.echo',
    data: { message: 'test' },
  });
});

test('a deadline is a moment, whatever its offset', () => {
  const { deadline } = parseJob(
    JSON.stringify({ ...DOCUMENT, deadline: '2026-01-02T05:04:05.5+02:00' }),
  );
  expect(deadline).toEqual(new Date('2026-01-02T03:04:05.500Z'));
});

test.each([
  ['text', '"job"', 'job: expected an object, got "job"'],
  ['a list', '[]', 'job: expected an object, got []'],
  ['half a document', '{"version":', 'job: SyntaxError'],
])('%s is no job', (_name, text, message) => {
  expect(() => parseJob(text)).toThrow(message);
});

test.each([
  ['version', { version: '2.0' }],
  ['version', { version: 1 }],
  ['kind', { kind: 'vmoperation' }],
  ['job_id', { job_id: '../escape' }],
  ['job_id', { job_id: '.hidden' }],
  ['job_id', { job_id: 'x'.repeat(129) }],
  ['job_id', { job_id: undefined }],
  ['operation', { operation: '' }],
  ['created_at', { created_at: 'yesterday' }],
  ['created_at', { created_at: '2026-13-01T00:00:00Z' }],
  ['deadline', { deadline: null }],
  ['payload', { payload: [] }],
  ['type', { payload: { type: 'system.echo.v2', data: {} } }],
  ['type', { payload: { type: 'systemXecho.v1', data: {} } }],
  ['data', { payload: { type: 'system.echo.v1' } }],
])('a wrong %s is an error that names it: %j', (field, change) => {
  const text = JSON.stringify({ ...DOCUMENT, ...change });
  expect(() => parseJob(text)).toThrow(new RegExp(`^${field}: expected .*, got `));
});
