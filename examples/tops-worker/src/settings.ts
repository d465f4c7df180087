import { availableParallelism } from 'node:os';
import { type Faults, NO_FAULTS } from './attempts/faults.js';

export interface Settings {
  readonly metricsEnabled: boolean;
  /** Of the metrics page; port 0 means a free one. */
  readonly address: { readonly host: string; readonly port: number };
  /** 32 bytes in hexadecimal; undefined for a key of this run. */
  readonly seedHex: string | undefined;
  /** Undefined for a verifier of the worker's own. */
  readonly aggregatorUrl: string | undefined;
  readonly threads: number;
  /** Leading zero bits that a hash must have. */
  readonly difficultyBits: number;
  /** How many to make before resting; 0 for no end. */
  readonly attempts: number;
  readonly breaker: { readonly failures: number; readonly cooldownMs: number };
  readonly faults: Faults;
}

/** Reads the environment. What is wrong is an error that names the variable. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    metricsEnabled: env.METRICS_ENABLED === '1',
    address: { host: env.HOST || '127.0.0.1', port: readInteger(env, 'PORT', 8082, [0, 65_535]) },
    seedHex: readSeed(env.WORKER_SK_HEX),
    aggregatorUrl: readAggregatorUrl(env.AGGREGATOR_URL),
    threads: readInteger(env, 'THREADS', availableParallelism(), [1, 256]),
    difficultyBits: readInteger(env, 'DIFFICULTY_BITS', 15, [1, 32]),
    attempts: readInteger(env, 'ATTEMPTS', 0, [0, 1e9]),
    breaker: {
      failures: readInteger(env, 'BREAKER_FAILURES', 5, [1, 1000]),
      cooldownMs: readInteger(env, 'BREAKER_COOLDOWN_MS', 5000, [1, 3_600_000]),
    },
    faults: readFaults(env.FAULTS),
  };
}

function readInteger(
  env: NodeJS.ProcessEnv,
  name: string,
  fallback: number,
  [least, most]: readonly [least: number, most: number],
): number {
  const text = env[name] || String(fallback);
  const value = Number(text);
  if (/^\d{1,10}$/.test(text) && value >= least && value <= most) return value;
  throw new Error(`${name}: expected a whole number from ${least} to ${most}, got "${text}"`);
}

/** The message does not repeat what is a secret. */
function readSeed(text = ''): string | undefined {
  if (text === '' || /^[\da-f]{64}$/i.test(text)) return text || undefined;
  throw new Error(`WORKER_SK_HEX: expected 64 hexadecimal digits, got ${text.length} characters`);
}

function readAggregatorUrl(text = ''): string | undefined {
  const isUrl = /^https?:/.test(text) && URL.canParse(text);
  if (text === '' || (isUrl && new URL(text).pathname.endsWith('/verify')))
    return text || undefined;
  throw new Error(`AGGREGATOR_URL: expected an http URL that ends in /verify, got "${text}"`);
}

/** `gpu=50,network=20`: every 50th attempt, every 20th request. */
function readFaults(text = ''): Faults {
  const faults: Record<keyof Faults, number> = { ...NO_FAULTS };
  for (const item of text.split(',').filter(Boolean)) {
    const [, kind, every] = /^(gpu|network|signature|validation)=([1-9]\d{0,8})$/.exec(item) ?? [];
    if (kind === undefined) {
      throw new Error(
        `FAULTS: expected kind=number,kind=number with a kind of error, got "${item}"`,
      );
    }
    faults[kind as keyof Faults] = Number(every); // as just matched
  }
  return faults;
}
