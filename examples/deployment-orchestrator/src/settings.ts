import { randomBytes } from 'node:crypto';
import type { Environment } from './orchestrator/deployment.js';

export interface Settings {
  readonly host: string;
  /** 0 means a free one. */
  readonly port: number;
  readonly logLevel: string;
  /** Holds `modules/`, `nodes/` and `state.json`. */
  readonly dataDirectory: string;
  /** Bearer tokens by the name of who has them. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Of each caller. */
  readonly requestsPerMinute: number;
  /** How long canaries are watched before the other nodes follow. */
  readonly soakMs: number;
  /** How many nodes an environment has. */
  readonly nodes: Readonly<Record<Environment, number>>;
}

/** Reads the environment. What is no number, or no token, is an error that names the variable. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    host: env.HOST || '127.0.0.1',
    port: readInteger(env, 'PORT', 5000, 65_535),
    logLevel: env.LOG_LEVEL || 'info',
    dataDirectory: env.DATA_DIR || 'data',
    tokens: readTokens(env.API_TOKENS),
    requestsPerMinute: readInteger(env, 'REQUESTS_PER_MINUTE', 600),
    soakMs: readInteger(env, 'CANARY_SOAK_MS', 1000),
    nodes: { Development: 1, QA: 2, Staging: 3, Production: 6 },
  };
}

function readInteger(
  env: NodeJS.ProcessEnv,
  name: string,
  fallback: number,
  most = 999_999_999,
): number {
  const text = env[name] || String(fallback);
  if (/^\d{1,9}$/.test(text) && Number(text) <= most) return Number(text);
  throw new Error(`${name}: expected a whole number from 0 to ${most}, got "${text}"`);
}

/** `alice=secret,bob=other`. Without any, two callers get a token for this run: one to ask, the other to approve. */
function readTokens(text = ''): Readonly<Record<string, string>> {
  if (text === '') return { operator: randomToken(), approver: randomToken() };
  const pairs = text.split(',').map((pair) => pair.split('=', 2));
  if (pairs.every(([name, token]) => name && token)) return Object.fromEntries(pairs);
  throw new Error('API_TOKENS: expected name=token,name=token, got something else');
}

function randomToken(): string {
  return randomBytes(16).toString('hex');
}
