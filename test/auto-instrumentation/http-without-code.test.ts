import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const programs = join(__dirname, '../../packages/auto-instrumentation/test/http/programs');

/** Each server is asked twice, by fetch and by node:http. */
const expected = {
  'http.server.request.duration GET 200 http 1.1': 2,
  'http.server.request.duration GET 200 /:tenant/express5/:id http 1.1': 2,
  'http.server.request.duration GET 200 /express4/:id http 1.1': 2,
  'http.server.request.duration GET 200 /koa/:id http 1.1': 2,
  'http.server.request.duration GET 200 /hono/:id http 1.1': 2,
  'http.server.request.duration GET 200 /fastify/:id http 1.1': 2,
  'http.client.request.duration GET 200 127.0.0.1': 12,
};

test.each([
  ['ES modules', ['--import', './record.mjs', 'application.mjs']],
  ['CommonJS modules', ['--require', './record.cjs', 'application.cjs']],
  ['CommonJS modules, recorded by an ES module', ['--import', './record.mjs', 'application.cjs']],
  ['ES modules, recorded by a CommonJS module', ['--require', './record.cjs', 'application.mjs']],
])(
  'an application of %s has its requests and routes without loader hooks',
  async (_, args) => {
    const { stdout, stderr } = await run(process.execPath, args, { cwd: programs });

    expect(JSON.parse(stdout)).toEqual(expected);
    expect(stderr).toBe('');
  },
  30_000,
);
