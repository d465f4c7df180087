export interface Settings {
  /** Of metrics and health; port 0 means a free one. */
  readonly address: { readonly host: string; readonly port: number };
  /** Topics, offsets, and the state that a clean end leaves. */
  readonly directory: string;
  /** Undefined to keep state in memory. */
  readonly redisUrl: string | undefined;
  /** What the keys in Redis begin with: state belongs to one log. */
  readonly redisName: string;
  readonly metricsEnabled: boolean;
  /** Whether to wait for more at the end of the log. */
  readonly follow: boolean;
  /** Of all state, where it is in memory. */
  readonly stateMaxBytes: number;
  /** Sensors of a partition whose state is held before the backend. */
  readonly cacheEntries: number;
}

/** Reads the environment. What is wrong is an error that names the variable. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    address: { host: env.HOST || '127.0.0.1', port: readInteger(env, 'PORT', 9090, [0, 65_535]) },
    directory: env.DATA_DIR || 'data',
    redisUrl: readRedisUrl(env.REDIS_URL),
    redisName: env.REDIS_NAME || 'processor',
    metricsEnabled: readSwitch(env, 'METRICS_ENABLED'),
    follow: readSwitch(env, 'FOLLOW'),
    stateMaxBytes: readInteger(env, 'STATE_MAX_BYTES', 64 * 1024 * 1024, [1, 1e10]),
    cacheEntries: readInteger(env, 'CACHE_ENTRIES', 10_000, [1, 1e7]),
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
  if (/^\d{1,11}$/.test(text) && value >= least && value <= most) return value;
  throw new Error(`${name}: expected a whole number from ${least} to ${most}, got "${text}"`);
}

/** On unless it is 0. */
function readSwitch(env: NodeJS.ProcessEnv, name: string): boolean {
  const text = env[name] || '1';
  if (text === '0' || text === '1') return text === '1';
  throw new Error(`${name}: expected 0 or 1, got "${text}"`);
}

/** The message does not repeat what may hold a password. */
function readRedisUrl(text = ''): string | undefined {
  if (text === '' || (/^rediss?:\/\//.test(text) && URL.canParse(text))) return text || undefined;
  throw new Error('REDIS_URL: expected redis://host:port or rediss://host:port');
}
