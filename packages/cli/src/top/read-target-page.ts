import { type MetricsPage, type PageFamily, readPage } from '@meterkit/exposition/history';
import { CommandError } from '../command-line/command-error.js';
import { exitCodes } from '../command-line/exit-code.js';
import { ask, expectPage } from '../target/ask.js';
import { BEST_ACCEPT, formatOf } from '../target/page-formats.js';
import type { Target } from '../target/target.js';

export interface TargetPage {
  readonly page: MetricsPage;
  readonly bytes: number;
  readonly tookMs: number;
}

/** Reads a target's page as it is, valid or not. @throws CommandError when there is none, or half of one. */
export async function readTargetPage(target: Target, signal?: AbortSignal): Promise<TargetPage> {
  const headers = { accept: BEST_ACCEPT, 'accept-encoding': 'gzip' };
  const answer = await ask(target, headers, signal && { signal });
  expectPage(target, answer);
  const page = readPage(answer.body.toString('utf8'));
  const { body, tookMs } = answer;
  if (formatOf(answer.headers['content-type'])?.grammar !== 'openmetrics')
    return {
      page: { ...page, families: page.families.map(asOpenMetrics) },
      bytes: body.length,
      tookMs,
    };
  if (!page.isWhole)
    throw new CommandError(
      `${target.shown}: expected a page that ends with "# EOF", got a part of one`,
      exitCodes.unreachable,
    );
  return { page, bytes: body.length, tookMs };
}

/** In text 0.0.4 the family of a counter has the name of its sample, be it with `_total` or not. */
function asOpenMetrics(family: PageFamily): PageFamily {
  if (family.type !== 'counter') return family;
  const name = family.name.replace(/_total$/, '');
  const samples = family.samples.map((sample) => ({ ...sample, name: `${name}_total` }));
  return { ...family, name, samples };
}
