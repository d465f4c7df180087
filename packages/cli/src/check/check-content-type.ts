import { formatOf } from '../target/page-formats.js';
import { readContentType } from '../target/read-content-type.js';
import type { CheckFinding } from './check-report.js';

/** What is wrong with the content type of a page, by which Prometheus chooses its parser. */
export function checkContentType(header: string): readonly CheckFinding[] {
  const { type, parameters } = readContentType(header);
  const got = header === '' ? 'none' : `"${header}"`;
  const finding = (rule: string, expected: string): CheckFinding => ({
    kind: 'content-type',
    rule,
    message: `content type: expected ${expected}, got ${got}`,
  });
  if (formatOf(header) === undefined)
    return [finding('content-type', 'that of a page, such as text/plain; version=0.0.4')];
  const charset = parameters.get('charset');
  if (charset !== undefined && !/^utf-?8$/i.test(charset))
    return [finding('charset', 'charset=utf-8')];
  if (charset === undefined && type === 'application/openmetrics-text')
    return [finding('charset', 'charset=utf-8, which OpenMetrics demands')];
  return [];
}
