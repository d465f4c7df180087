import type { Page } from './page.js';

const ERRORS = ['gpu', 'network', 'signature', 'validation'];
const STATES = ['closed', 'open', 'half_open'];

/** What the page says, for people. `before` is the page of the last look. */
export function renderTable(page: Page, before: Page): readonly string[] {
  const cells = cellsOf(page, before);
  return Object.entries(cells).map(([name, value]) => `${name.padEnd(12)}${value}`);
}

/** The same in one line. */
export function renderLine(page: Page, before: Page): string {
  const { attempts, success, errors, breaker } = cellsOf(page, before);
  return `${attempts}   ${success}   errors: ${errors}   breaker ${breaker}`;
}

function cellsOf(page: Page, before: Page) {
  const seconds = page('uptime_seconds') - before('uptime_seconds');
  const made = page('total_attempts_total') - before('total_attempts_total');
  const perSecond = seconds > 0 ? made / seconds : 0;
  const megabytes = page('gpu_memory_bytes') / 1e6;
  const state = STATES.find((name) => page('circuit_breaker_state', { state: name }) === 1);
  return {
    attempts: `${page('total_attempts_total')} (${perSecond.toFixed(1)}/s)`,
    success: `${(page('success_rate') / 100).toFixed(2)} %`,
    errors: ERRORS.map((kind) => `${kind} ${page(`${kind}_errors_total`)}`).join(', '),
    breaker: `${state} (failures in a row: ${page('consecutive_failures')})`,
    duration: `${mean(page, 'attempt_duration_ms')} ms, network ${mean(page, 'network_latency_ms')} ms`,
    device: `${(100 * page('gpu_utilization_ratio')).toFixed(0)} % busy, ${megabytes.toFixed(1)} MB`,
    queue: `${page('queue_depth')}`,
  };
}

function mean(page: Page, family: string): string {
  const count = page(`${family}_count`);
  return count === 0 ? '-' : (page(`${family}_sum`) / count).toFixed(1);
}
