import { readFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, totalmem } from 'node:os';
import { join } from 'node:path';

const RIVALS = [
  'prom-client',
  '@prometheus-io/client',
  '@opentelemetry/sdk-metrics',
  '@opentelemetry/exporter-prometheus',
];

/** Where and on what the figures were measured. */
export function environment(root) {
  const versionOf = (name) =>
    JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
  const [cpu] = cpus();
  const load = loadavg().map((minutes) => minutes.toFixed(2));
  return [
    `${cpus().length} x ${cpu.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${arch()}`,
    `Node ${process.version}, V8 ${process.versions.v8}`,
    RIVALS.map((name) => `${name} ${versionOf(name)}`).join(', '),
    `load average at the start ${load.join(' ')}, ${new Date().toISOString().slice(0, 16)} UTC`,
  ].join('\n');
}
