import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { resolveConfiguration } from '../../src/configuration/resolve-configuration.js';
import { LivePage } from '../../src/endpoint/live-page.js';
import { requestRaw, serve, stopServers } from '../serving.js';

afterEach(stopServers);

/** As sent to every browser there is, and without compression. */
const LIMIT_BYTES = 60_000;
const PLAIN_LIMIT_BYTES = 90_000;

const { scrape } = resolveConfiguration({}, { env: {} }).configuration;

function serveLivePage(serviceName = 'shop', paths = scrape): Promise<string> {
  const page = new LivePage(serviceName, paths);
  return serve((request, response) => void page.answer(request, response));
}

test('is one document, compressed for who accepts that, and small', async () => {
  const url = await serveLivePage();
  const plain = await requestRaw(url);
  const zipped = await requestRaw(url, { headers: { 'accept-encoding': 'gzip, br' } });
  expect(plain.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': String(plain.body.length),
    vary: 'Accept-Encoding',
  });
  expect(zipped.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(zipped.body)).toEqual(plain.body);
  expect(zipped.body.length).toBeLessThan(LIMIT_BYTES);
  expect(plain.body.length).toBeLessThan(PLAIN_LIMIT_BYTES);
});

test('allows its own script and style by their hashes, and nothing from elsewhere', async () => {
  const { body, headers } = await requestRaw(await serveLivePage());
  const html = body.toString();
  const [, script = ''] = /<script type="module">([\s\S]*)<\/script>/.exec(html) ?? [];
  const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(html) ?? [];
  const hash = (text: string): string => createHash('sha256').update(text).digest('base64');
  expect(String(headers['content-security-policy']).split('; ')).toEqual([
    "default-src 'none'",
    `script-src 'sha256-${hash(script)}'`,
    `style-src 'sha256-${hash(style)}'`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ]);
  expect(html).not.toMatch(/<(script|link|img)[^>]+(src|href)="(?!data:)/);
  expect(html).not.toMatch(/ (style|on\w+)="/);
});

test('carries the copyright of what is in it', async () => {
  const { body } = await requestRaw(await serveLivePage());
  expect(body.toString()).toContain('uPlot 1.6.32, (c) Leon Sorokin, MIT licence');
});

test('names the service and links by the configured paths, relative, as text and never as markup', async () => {
  const url = await serveLivePage('<b>A & "B"</b>', { ...scrape, metricsPath: `/m"'><script>` });
  const html = (await requestRaw(url)).body.toString();
  expect(html).toContain('<h1>&#60;b&#62;A &#38; &#34;B&#34;&#60;/b&#62;</h1>');
  expect(html).toContain('href="./m&#34;&#39;&#62;&#60;script&#62;"');
  expect(html).toContain('href="./health"');
  expect(html).toContain('href="./ready"');
});

test('answers HEAD with the length alone', async () => {
  const { body, headers } = await requestRaw(await serveLivePage(), { method: 'HEAD' });
  expect(body).toHaveLength(0);
  expect(Number(headers['content-length'])).toBeGreaterThan(1000);
});
