import type { Configuration } from './configuration/configuration.js';
import type { Logger } from './configuration/logger.js';

export interface LeveledLogger extends Logger {
  /** May be changed at any time. */
  level: Configuration['logLevel'];
}

const LEVELS = ['error', 'warn', 'info', 'debug'] as const;

/** The logger, or the standard error stream, from a level on. What it throws, or rejects with, stays here. */
export function leveledLogger(
  logger: Logger | undefined,
  level: Configuration['logLevel'],
): LeveledLogger {
  const at =
    (name: (typeof LEVELS)[number]) =>
    (message: string, ...details: unknown[]): void => {
      if (leveled.level === 'none' || LEVELS.indexOf(name) > LEVELS.indexOf(leveled.level)) return;
      const written = (async () => write(logger, name, message, details))();
      written.catch(() => undefined); // a broken logger must not reach the service
    };
  const leveled: LeveledLogger = {
    level,
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
  };
  return leveled;
}

/** What an asynchronous logger promises is waited for by nobody, but it may reject. */
function write(
  logger: Logger | undefined,
  level: (typeof LEVELS)[number],
  message: string,
  details: readonly unknown[],
): void | Promise<void> {
  if (logger !== undefined) return logger[level](message, ...details);
  // The console outlives a closed pipe; a write to the stream itself would not.
  // biome-ignore lint/suspicious/noConsole: this is where messages go without a logger
  console.error(`meterkit ${level}: ${message}`, ...details);
}
