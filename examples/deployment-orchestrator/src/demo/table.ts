import { ENVIRONMENTS } from '../orchestrator/deployment.js';
import type { PageNumbers } from './page-numbers.js';

const COLUMNS = ['environment', 'started', 'completed', 'failed', 'rolled back', 'mean', 'nodes'];
const WIDTHS = [-13, 9, 11, 8, 13, 9, 15];

/** What the page says, for people. */
export function renderTable(page: PageNumbers): readonly string[] {
  return [
    row(COLUMNS),
    ...ENVIRONMENTS.map((environment) => row(environmentCells(page, environment))),
    '',
    `failures   ${list(page, 'reason', 'deployments_failed_total')}`,
    `approvals  ${page.sum('approval_requests_total')} asked for` +
      `   granted by ${list(page, 'approver', 'approvals_granted_total')}`,
    `rejected   ${list(page, 'reason', 'approvals_rejected_total')}`,
    `http       ${list(page, 'http_response_status_code', 'http_server_request_duration_seconds_count')}`,
  ];
}

/** The same in one line. */
export function renderLine(page: PageNumbers): string {
  return [
    `started ${page.sum('deployments_started_total')}`,
    `completed ${page.sum('deployments_completed_total')}`,
    `failed ${page.sum('deployments_failed_total')}`,
    `rolled back ${page.sum('deployments_rolled_back_total')}`,
    `approvals ${page.sum('approval_requests_total')}`,
    `granted ${page.sum('approvals_granted_total')}`,
    `rejected ${page.sum('approvals_rejected_total')}`,
    `nodes ${page.sum('nodes_updated_total')}`,
  ].join('   ');
}

function environmentCells(page: PageNumbers, environment: string): readonly string[] {
  const total = (family: string, labels = {}) =>
    page.sum(`${family}_total`, { environment, ...labels });
  const ended = page.sum('deployment_duration_seconds_count', { environment });
  const seconds = page.sum('deployment_duration_seconds_sum', { environment });
  return [
    environment,
    `${total('deployments_started')}`,
    `${total('deployments_completed')}`,
    `${total('deployments_failed')}`,
    `${total('deployments_rolled_back')}`,
    ended === 0 ? '-' : `${(seconds / ended).toFixed(2)} s`,
    `+${total('nodes_updated', { operation: 'deploy' })} -${total('nodes_updated', { operation: 'rollback' })}`,
  ];
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, i) => {
      const width = WIDTHS[i] ?? 10;
      return width < 0 ? cell.padEnd(-width) : cell.padStart(width);
    })
    .join('');
}

function list(page: PageNumbers, label: string, sample: string): string {
  const entries = page.by(label, sample).map(([value, count]) => `${value} ${count}`);
  return entries.join(', ') || 'none';
}
