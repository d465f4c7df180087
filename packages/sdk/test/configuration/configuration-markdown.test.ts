import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationMarkdown } from '../../src/configuration/configuration-markdown.js';
import { errorOf, resolveAll } from './resolve-all.js';

const markdown = configurationMarkdown();

test('docs/configuration.md is what the schema says', () => {
  const file = join(__dirname, '../../../../docs/configuration.md');
  expect(readFileSync(file, 'utf8')).toBe(markdown);
});

test('a row tells path, description, values, default and environment', () => {
  expect(markdown).toContain(
    '| `scrape.port` | Port that the endpoint listens on; 0 for any free one. | an integer from 0 to 65535 | `9464` | `OTEL_EXPORTER_PROMETHEUS_PORT` |\n',
  );
});

test('the message shown is the message given', () => {
  const [, message] = /```text\n(.*)\n```/.exec(markdown) ?? [];
  const error = errorOf(() => resolveAll({}, { OTEL_EXPORTER_PROMETHEUS_PORT: '94x' }));
  expect(error.message.split('\n  ')[1]).toBe(message);
});
