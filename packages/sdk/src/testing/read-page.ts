import {
  assemblePage,
  type ParsedFamily,
  pageText,
  parseOpenMetrics,
  parsePrometheusText,
} from '@meterkit/exposition';
import type { Store } from '@meterkit/instruments';
import type { Telemetry } from '../telemetry.js';

/** A page as text, where it is answered (a `URL`, or text that begins with `http`), the answer, or what it is made of. */
export type PageSource = string | URL | Response | Store | Pick<Telemetry, 'collectText'>;

export interface PageContent {
  readonly text: string;
  /** Text that ends in `# EOF` is OpenMetrics, an answer what its content type says. */
  readonly format: 'openmetrics' | 'text';
  /** What a store has that cannot be shown as it was declared. */
  readonly problems: readonly string[];
}

const ACCEPT = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5';
const END = /# EOF\n?$/;

/** The page of a source. A store is collected as for a scraper. Rejects for an answer that is no page. */
export async function readPage(source: PageSource): Promise<PageContent> {
  if (source instanceof Response) return readAnswer(source);
  if (source instanceof URL || (typeof source === 'string' && /^https?:\/\//.test(source)))
    return readAnswer(await fetch(source, { headers: { accept: ACCEPT } }));
  if (typeof source === 'string')
    return { text: source, format: END.test(source) ? 'openmetrics' : 'text', problems: [] };
  if (source !== null && typeof source === 'object') {
    if ('collectText' in source)
      return { text: await source.collectText(), format: 'openmetrics', problems: [] };
    if ('beginPage' in source) return pageOfStore(source);
  }
  throw new Error(`a page: expected text, a URL, a Response, a store or telemetry, got ${source}`);
}

/** The families of a page. Throws `PageSyntaxError`. */
export function parsePage({ text, format }: PageContent): readonly ParsedFamily[] {
  return format === 'openmetrics' ? parseOpenMetrics(text) : parsePrometheusText(text);
}

/** The answer can be read again. */
async function readAnswer(answer: Response): Promise<PageContent> {
  const text = await answer.clone().text();
  if (answer.status !== 200)
    throw new Error(`a page: expected status 200, got ${answer.status}: ${text.slice(0, 200)}`);
  const type = answer.headers.get('content-type') ?? 'none';
  const [, found] = /^(application\/openmetrics-text|text\/plain)\s*(?:;|$)/.exec(type) ?? [];
  if (found === undefined)
    throw new Error(
      `a page: expected content type application/openmetrics-text or text/plain, got ${type}`,
    );
  return { text, format: found === 'text/plain' ? 'text' : 'openmetrics', problems: [] };
}

async function pageOfStore(store: Store): Promise<PageContent> {
  await store.collect();
  const end = store.beginPage();
  try {
    const page = assemblePage(store.families());
    return {
      text: pageText(page, { format: 'openmetrics' }),
      format: 'openmetrics',
      problems: page.problems.map(
        ({ family, problem, detail }) => `${family}: ${problem}: ${detail}`,
      ),
    };
  } finally {
    end();
  }
}
