import { setTimeout as wait } from 'node:timers/promises';
import { PageSyntaxError, type ParsedFamily } from '@meterkit/exposition';
import { formatValue } from '@meterkit/exposition/history';
import { CommandError } from '../command-line/command-error.js';
import { exitCodes } from '../command-line/exit-code.js';
import { type Answer, ask, expectPage, isNotSpoken } from '../target/ask.js';
import { BEST_ACCEPT, formatOf, parsePage } from '../target/page-formats.js';
import { type Target, withoutCredentials } from '../target/target.js';
import { startProgress } from '../terminal/progress-bar.js';
import type { DoctorFacts } from './doctor-facts.js';

const BEST = { accept: BEST_ACCEPT, 'accept-encoding': 'gzip' };
const TEXT = { accept: 'text/plain;version=0.0.4', 'accept-encoding': 'identity' };
const UTF8 = { accept: 'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8' };

type Headers = Readonly<Record<string, string>>;

/** Asks a target six times, the last after `waitMs`. */
export async function gatherFacts(target: Target, waitMs: number): Promise<DoctorFacts> {
  const page = await pageOf(target, BEST);
  const again = await pageOf(target, BEST);
  const text = await pageIfSpoken(target, TEXT);
  const utf8 = await pageIfSpoken(target, UTF8);
  const anonymous =
    target.credentials === 'none' ? undefined : await ask(withoutCredentials(target), BEST);
  await waitShown(waitMs);
  const later = await pageOf(target, BEST);
  const families = {
    page: familiesOf(target, page),
    again: familiesOf(target, again),
    later: familiesOf(target, later),
  };
  return { target, page, again, text, utf8, anonymous, later, waitMs, families };
}

async function pageOf(target: Target, headers: Headers): Promise<Answer> {
  const answer = await shownAsk(target, headers);
  expectPage(target, answer);
  return answer;
}

async function pageIfSpoken(target: Target, headers: Headers): Promise<Answer> {
  const answer = await shownAsk(target, headers);
  if (!isNotSpoken(answer)) expectPage(target, answer);
  return answer;
}

async function shownAsk(target: Target, headers: Headers): Promise<Answer> {
  const bar = startProgress('reading the page');
  try {
    return await ask(target, headers, {
      onBytes: (bytes) => bar.update(undefined, formatValue(bytes, 'bytes')),
    });
  } finally {
    bar.end();
  }
}

async function waitShown(waitMs: number): Promise<void> {
  const bar = startProgress('waiting for the trend');
  const endsAt = performance.now() + waitMs;
  for (let left = waitMs; left > 0; left = endsAt - performance.now()) {
    bar.update(1 - left / waitMs, `${Math.ceil(left / 1000)} s`);
    await wait(Math.min(left, 200));
  }
  bar.end();
}

function familiesOf(target: Target, { body, headers }: Answer): readonly ParsedFamily[] {
  try {
    return parsePage(body, formatOf(headers['content-type'])?.grammar ?? 'text');
  } catch (error) {
    if (!(error instanceof PageSyntaxError)) throw error;
    const fix = `see meterkit check ${target.shown}`;
    throw new CommandError(`${target.shown}: ${error.message}; ${fix}`, exitCodes.findings);
  }
}
