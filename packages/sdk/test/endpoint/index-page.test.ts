import { resolveConfiguration } from '../../src/configuration/resolve-configuration.js';
import { answerIndex } from '../../src/endpoint/index-page.js';
import { serve, stopServers } from '../serving.js';

afterEach(stopServers);

const { scrape } = resolveConfiguration({}, { env: {} }).configuration;

test('links to what the endpoint answers', async () => {
  const paths = { ...scrape, metricsPath: '/prometheus' };
  const response = await fetch(await serve((_, res) => answerIndex(res, 'shop', paths)));
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'");
  expect(await response.text()).toBe(
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>shop</title><h1>shop</h1><ul>' +
      '<li><a href="/prometheus">/prometheus</a></li><li><a href="/health">/health</a></li>' +
      '<li><a href="/ready">/ready</a></li></ul></html>\n',
  );
});

test('shows what is configured as text, never as markup', async () => {
  const paths = { ...scrape, metricsPath: `/m"'><script>` };
  const html = await (
    await fetch(await serve((_, res) => answerIndex(res, '<b>A & "B"</b>', paths)))
  ).text();
  expect(html).toContain('<title>&#60;b&#62;A &#38; &#34;B&#34;&#60;/b&#62;</title>');
  expect(html).toContain('href="/m&#34;&#39;&#62;&#60;script&#62;"');
});
