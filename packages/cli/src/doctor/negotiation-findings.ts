import { checkContentType } from '../check/check-content-type.js';
import { type Answer, isNotSpoken } from '../target/ask.js';
import { formatOf } from '../target/page-formats.js';
import type { DoctorFacts } from './doctor-facts.js';
import type { DoctorFinding } from './doctor-report.js';

/** Smaller pages are sent as fast without. */
const WORTH_COMPRESSING = 100_000;

/** How the target answers `Accept` and `Accept-Encoding`. */
export function negotiationFindings({
  page,
  text,
}: Pick<DoctorFacts, 'page' | 'text'>): readonly DoctorFinding[] {
  const advice = (rule: string, message: string): DoctorFinding => ({
    severity: 'advice',
    rule,
    message,
  });
  const findings = new Map(
    [page, text]
      .filter((answer) => !isNotSpoken(answer))
      .flatMap(({ headers }) => checkContentType(headers['content-type'] ?? ''))
      .map(({ rule, message }) => [
        message,
        { severity: 'problem', rule, message } as DoctorFinding,
      ]), // a literal of it
  );
  const found = [...findings.values()];
  const isOpenMetrics = formatOf(page.headers['content-type'])?.grammar === 'openmetrics';
  if (!isOpenMetrics)
    found.push(
      advice(
        'openmetrics',
        'formats: OpenMetrics is not spoken; without it there are no units and no exemplars',
      ),
    );
  const isText = !isNotSpoken(text) && formatOf(text.headers['content-type'])?.grammar === 'text';
  if (isOpenMetrics && !isText)
    found.push(advice('text', 'formats: text 0.0.4 is not spoken, which old scrapers need'));
  const isCompressed = page.headers['content-encoding'] !== undefined;
  if (!isCompressed && page.body.length > WORTH_COMPRESSING)
    found.push(
      advice(
        'compression',
        `Accept-Encoding: expected a compressed answer to gzip, got ${page.body.length} bytes as they are`,
      ),
    );
  const isNegotiated = page.headers['content-type'] !== text.headers['content-type'];
  if (isNegotiated && !varies(page, 'accept'))
    found.push(advice('vary', varyMessage(page, 'Accept')));
  if (isCompressed && !varies(page, 'accept-encoding'))
    found.push(advice('vary', varyMessage(page, 'Accept-Encoding')));
  return found;
}

function varies({ headers }: Answer, header: string): boolean {
  const names = (headers.vary ?? '').toLowerCase().split(/\s*,\s*/);
  return names.includes(header) || names.includes('*');
}

function varyMessage({ headers }: Answer, header: string): string {
  return `Vary: expected ${header}, by which the answer differs, got ${headers.vary ?? 'none'}; a cache on the way would mix them up`;
}
