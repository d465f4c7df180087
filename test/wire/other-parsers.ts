import { spawnSync } from 'node:child_process';

const PARSE_ALL = `
import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families
for family in text_string_to_metric_families(sys.stdin.buffer.read().decode()):
    for sample in family.samples: pass
`;

/** What the strict OpenMetrics parser of python3-prometheus-client complains of; empty when it reads the page. */
export function pythonComplaint(python: string, page: string): string {
  const { status, stderr } = spawnSync(python, ['-c', PARSE_ALL], {
    input: page,
    encoding: 'utf8',
  });
  return status === 0 ? '' : (stderr.trim().split('\n').at(-1) ?? 'no message');
}

/** What `promtool check metrics` says of a page in text 0.0.4; empty when it has no complaint. */
export function promtoolComplaint(promtool: string, page: string): string {
  const { status, stdout, stderr } = spawnSync(promtool, ['check', 'metrics'], {
    input: page,
    encoding: 'utf8',
  });
  return status === 0 && stdout === '' && stderr === '' ? '' : `${stdout}${stderr}`.trim();
}
