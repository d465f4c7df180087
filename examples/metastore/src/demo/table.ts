import { protocol } from '../grpc/protocol.js';
import type { PageNumbers } from './page-numbers.js';

/** The paths of what clients can call. */
export const clientMethods = (['KeyValue', 'Watch', 'Lease', 'Auth'] as const).flatMap((service) =>
  Object.values(protocol[`metastore.${service}`]).map(({ path }) => path),
);

const NODES = ['node-1', 'node-2', 'node-3'];

/** What the page says, for people, and the last line of the log. */
export function renderTable(page: PageNumbers, lastLine: string): readonly string[] {
  const rows = Object.entries(cellsOf(page));
  return [
    row('method', ['OK', 'other', 'panics', 'limited', 'mean']),
    ...clientMethods.map((method) => methodRow(page, method)),
    '',
    ...rows.map(([name, value]) => `${name.padEnd(12)}${value}`),
    `log         ${lastLine.slice(0, 66)}`,
  ];
}

/** The same in one line. */
export function renderLine(page: PageNumbers): string {
  const { requests, raft, leases, writes } = cellsOf(page);
  return `${requests}   raft ${raft}   leases ${leases}   writes ${writes}`;
}

function methodRow(page: PageNumbers, method: string): string {
  const all = page('grpc_server_request_total', { method });
  const ok = page('grpc_server_request_total', { method, code: 'OK' });
  const panics = page('grpc_server_panic_total', { method });
  const limited = page('grpc_server_rate_limit_hits_total', { method });
  const mean = meanOf(page, 'grpc_server_request_duration_seconds', { method });
  return row(method.replace('/metastore.', ''), [ok, all - ok, panics, limited, mean]);
}

function cellsOf(page: PageNumbers) {
  const applied = NODES.map((node) => page('raft_applied_index', { node }));
  const lag = Math.max(...applied) - Math.min(...applied);
  const by = (sample: string, label: string, values: readonly string[]) =>
    values.map((value) => `${value} ${page(sample, { [label]: value })}`).join(', ');
  return {
    requests: `${page('grpc_server_request_total')} requests, ${page('grpc_server_in_flight_requests')} in flight`,
    clients: `${page('grpc_server_active_connections')} connections, ${page('watch_active_total')} watches`,
    events: by('watch_events_sent_total', 'event_type', ['put', 'delete']),
    leases: `${page('lease_active_total')} (${by('lease_operations_total', 'operation', ['grant', 'renew', 'revoke', 'expire'])})`,
    logins: by('auth_authentication_total', 'status', ['success', 'failure']),
    writes: by('auth_authorization_total', 'status', ['allowed', 'denied']),
    raft: `${applied.join(' ')} (lag ${lag}), commit ${meanOf(page, 'raft_commit_duration_seconds')}`,
    revision: `${page('mvcc_current_revision')}, compacted ${page('mvcc_compaction_total')} times`,
    fsync: meanOf(page, 'storage_operation_duration_seconds', { operation: 'append' }),
  };
}

function meanOf(
  page: PageNumbers,
  family: string,
  labels?: Readonly<Record<string, string>>,
): string {
  const count = page(`${family}_count`, labels);
  return count === 0 ? '-' : `${((1000 * page(`${family}_sum`, labels)) / count).toFixed(1)} ms`;
}

function row(name: string, cells: readonly (string | number)[]): string {
  return name.padEnd(20) + cells.map((cell) => String(cell).padStart(10)).join('');
}
