import type { PageFormat } from '@meterkit/exposition';

/** More names than these, or longer ones, are nobody's honest question. */
const MOST_NAMES = 100;
const LONGEST_NAME = 255;

const FORMATS: readonly PageFormat[] = ['openmetrics', 'text'];

/** What a scrape asks for in its URL. */
export interface ScrapeQuery {
  readonly kind: 'query';
  /** `?format=`: overrides the `Accept` header. */
  readonly format: PageFormat | undefined;
  /** `?name[]=`: only these families, each name once, in order. Undefined: all. */
  readonly names: readonly string[] | undefined;
}

/** What is wrong with the question, in words for who asked. Nothing of it returns in them. */
export interface InvalidQuery {
  readonly kind: 'invalid';
  readonly text: string;
}

const EVERYTHING: ScrapeQuery = { kind: 'query', format: undefined, names: undefined };

/**
 * Reads the query of a URL; parameters that are not known mean nothing. Any text has an answer, in time proportional to its
 * length.
 */
export function scrapeQuery(url = ''): ScrapeQuery | InvalidQuery {
  const begin = url.indexOf('?');
  if (begin < 0) return EVERYTHING;
  const parameters = new URLSearchParams(url.slice(begin));
  const asked = parameters.get('format');
  const format = FORMATS.find((known) => known === asked);
  if (asked !== null && format === undefined)
    return invalid(`format: expected one of ${FORMATS.join(', ')}`);
  const names = parameters.getAll('name[]');
  if (names.length > MOST_NAMES)
    return invalid(`name[]: expected at most ${MOST_NAMES} names, got ${names.length}`);
  if (names.some((name) => name.length > LONGEST_NAME))
    return invalid(`name[]: expected names of at most ${LONGEST_NAME} characters`);
  return {
    kind: 'query',
    format,
    names: names.length === 0 ? undefined : [...new Set(names)].sort(),
  };
}

function invalid(text: string): InvalidQuery {
  return { kind: 'invalid', text: `${text}\n` };
}
