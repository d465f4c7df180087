import { handlers } from '../handlers/handlers.js';
import type { PageNumbers } from './page-numbers.js';

const STATUSES = ['completed', 'failed', 'timeout', 'cancelled'];

/** What the page says, for people. */
export function renderTable(page: PageNumbers): readonly string[] {
  const rows = Array.from(handlers, ([operation, { name: handler }]) => {
    const ended = STATUSES.map((status) =>
      page('guestkit_worker_jobs_total', { operation, status }),
    );
    const sum = page('guestkit_worker_jobs_duration_seconds_sum', { operation });
    const count = page('guestkit_worker_jobs_duration_seconds_count', { operation });
    const mean = count === 0 ? '-' : `${(sum / count).toFixed(3)} s`;
    const errors = page('guestkit_handler_executions_total', { handler, status: 'error' });
    return [operation, ...ended, mean, errors];
  });
  return [
    ...[['operation', ...STATUSES, 'mean', 'errors'], ...rows].map(([name, ...cells]) => {
      return String(name).padEnd(18) + cells.map((cell) => String(cell).padStart(11)).join('');
    }),
    '',
    ...summary(page),
  ];
}

/** The same in one line. */
export function renderLine(page: PageNumbers): string {
  const ended = STATUSES.map(
    (status) => `${status} ${page('guestkit_worker_jobs_total', { status })}`,
  );
  return [...ended, ...summary(page)].join('   ');
}

function summary(page: PageNumbers): readonly string[] {
  const sums = ['success', 'failure', 'skipped'].map(
    (status) => `${status} ${page('guestkit_checksum_verifications_total', { status })}`,
  );
  const bytes = (name: string) => page(`guestkit_worker_disk_${name}_bytes_total`);
  return [
    `jobs: active ${page('guestkit_worker_active_jobs')}, waiting ${page('guestkit_worker_queue_depth')}`,
    `checksums: ${sums.join(', ')}`,
    `disk: read ${(bytes('read') / 2 ** 20).toFixed(1)} MiB, written ${bytes('write')} bytes`,
  ];
}
