import { handlers } from '../handlers/handlers.js';
import type { PageNumbers } from './page-numbers.js';

const STATUSES = ['completed', 'failed', 'timeout', 'cancelled'];
const MIB = 1024 * 1024;

/** What the page says, for people. */
export function renderTable(page: PageNumbers): readonly string[] {
  return [
    row('operation', [...STATUSES, 'mean']),
    ...Array.from(handlers.keys(), (operation) => jobsRow(page, operation)),
    '',
    row('handler', ['success', 'error']),
    ...Array.from(handlers.values(), ({ name }) => handlerRow(page, name)),
    '',
    `checksums  ${checksums(page)}`,
    `disk       ${disk(page)}`,
    `jobs       ${jobs(page)}`,
  ];
}

/** The same in one line. */
export function renderLine(page: PageNumbers): string {
  const ended = STATUSES.map(
    (status) => `${status} ${page('guestkit_worker_jobs_total', { status })}`,
  );
  return [...ended, jobs(page), `checksums: ${checksums(page)}`, disk(page)].join('   ');
}

function jobsRow(page: PageNumbers, operation: string): string {
  const seconds = page('guestkit_worker_jobs_duration_seconds_sum', { operation });
  const count = page('guestkit_worker_jobs_duration_seconds_count', { operation });
  return row(operation, [
    ...STATUSES.map((status) => page('guestkit_worker_jobs_total', { operation, status })),
    count === 0 ? '-' : `${(seconds / count).toFixed(3)} s`,
  ]);
}

function handlerRow(page: PageNumbers, handler: string): string {
  const executions = (status: string) =>
    page('guestkit_handler_executions_total', { handler, status });
  return row(handler, [executions('success'), executions('error')]);
}

function checksums(page: PageNumbers): string {
  return ['success', 'failure', 'skipped']
    .map((status) => `${status} ${page('guestkit_checksum_verifications_total', { status })}`)
    .join(', ');
}

function disk(page: PageNumbers): string {
  const mib = (direction: string) =>
    (page(`guestkit_worker_disk_${direction}_bytes_total`) / MIB).toFixed(2);
  return `read ${mib('read')} MiB, written ${mib('write')} MiB`;
}

function jobs(page: PageNumbers): string {
  return `active ${page('guestkit_worker_active_jobs')}, waiting ${page('guestkit_worker_queue_depth')}`;
}

function row(name: string, cells: readonly (string | number)[]): string {
  return name.padEnd(18) + cells.map((cell) => String(cell).padStart(11)).join('');
}
