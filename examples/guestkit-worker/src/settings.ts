import { hostname } from 'node:os';
import { parseArgs } from 'node:util';

export interface Settings {
  readonly workerId: string;
  readonly pool: string;
  readonly jobsDirectory: string;
  readonly resultsDirectory: string;
  readonly metricsEnabled: boolean;
  /** Of metrics and health; port 0 means a free one. */
  readonly address: { readonly host: string; readonly port: number };
  /** For each job. */
  readonly timeoutMs: number;
  /** How long a job may go on after SIGTERM. */
  readonly graceMs: number;
}

const text = (fallback: string) => ({ type: 'string', default: fallback }) as const;

/** Reads flags and environment. What is wrong is an error that names the flag or the variable. */
export function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'worker-id': text(hostname()),
      pool: text('default'),
      'jobs-dir': text('jobs'),
      'results-dir': text('results'),
      'metrics-enabled': text('true'),
      'metrics-addr': text(`127.0.0.1:${env.PORT || 9090}`),
    },
  });
  return {
    workerId: readWorkerId(values['worker-id']),
    pool: values.pool,
    jobsDirectory: values['jobs-dir'],
    resultsDirectory: values['results-dir'],
    metricsEnabled: readBoolean('--metrics-enabled', values['metrics-enabled']),
    address: readAddress('--metrics-addr', values['metrics-addr']),
    timeoutMs: readSeconds(env, 'JOB_TIMEOUT_SECONDS', 1800) * 1000,
    graceMs: readSeconds(env, 'SHUTDOWN_SECONDS', 30) * 1000,
  };
}

/** It is part of the names of files. */
function readWorkerId(value: string): string {
  if (/^[A-Za-z0-9][\w.-]{0,127}$/.test(value)) return value;
  throw new Error(`--worker-id: expected letters, digits, ".", "_" and "-", got "${value}"`);
}

function readBoolean(flag: string, value: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new Error(`${flag}: expected true or false, got "${value}"`);
}

/** `127.0.0.1:9090`, `[::1]:9090`, or `:9090` for all addresses. */
function readAddress(flag: string, value: string): Settings['address'] {
  const [, ipv6, name, port] = /^(?:\[([\da-f:.]+)\]|([^:\s]*)):(\d{1,5})$/i.exec(value) ?? [];
  if (Number(port) <= 65_535) return { host: ipv6 ?? (name || '::'), port: Number(port) };
  throw new Error(`${flag}: expected host:port, got "${value}"`);
}

/** Up to a day: a timer counts no longer than 24. */
function readSeconds(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const value = env[name] || String(fallback);
  if (/^\d+(\.\d+)?$/.test(value) && Number(value) <= 86_400) return Number(value);
  throw new Error(`${name}: expected seconds from 0 to 86400, got "${value}"`);
}
