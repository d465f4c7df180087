import { parseJob } from '../../src/jobs/job.js';

const DOCUMENT = {
  version: '1.0',
  job_id: 'metrics-test-001',
  kind: 'VMOperation',
  operation: 'system.echo',
  created_at: '2026-01-02T03:04:05Z',
  payload: { type: 'system.echo.v1', data: { message: 'test' } },
};

test('a document becomes a job', async () => {
  expect(await parseJob(JSON.stringify(DOCUMENT))).toEqual(DOCUMENT);
});

test('a deadline is a moment, whatever its offset', async () => {
  const document = { ...DOCUMENT, deadline: '2026-01-02T05:04:05.5+02:00' };
  const { deadline } = await parseJob(JSON.stringify(document));
  expect(deadline).toEqual(new Date('2026-01-02T03:04:05.500Z'));
});

test.each([
  ['text', '"job"', 'job: Invalid input: expected object, received string, got "job"'],
  ['a list', '[]', 'job: Invalid input: expected object, received array, got []'],
  ['half a document', '{"version":', 'job: SyntaxError: Unexpected end of JSON input'],
])('%s is no job', async (_name, text, message) => {
  await expect(parseJob(text)).rejects.toThrow(message);
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
])('a wrong %s is an error that names it: %j', async (field, change) => {
  const text = JSON.stringify({ ...DOCUMENT, ...change });
  await expect(parseJob(text)).rejects.toThrow(new RegExp(`^${field}: Invalid .*, got `));
});
