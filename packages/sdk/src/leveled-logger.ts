import type { Configuration } from './configuration/configuration.js';
import type { Logger } from './configuration/logger.js';

const LEVELS = ['error', 'warn', 'info', 'debug'] as const;

/** The logger, or the standard error stream, from a level on. What it throws, or rejects with, stays here. */
export function leveledLogger(
  logger: Logger | undefined,
  level: Configuration['logLevel'],
): Logger {
  const most = level === 'none' ? -1 : LEVELS.indexOf(level);
  const at = (name: (typeof LEVELS)[number]) => {
    if (LEVELS.indexOf(name) > most) return () => undefined;
    return (message: string, ...details: unknown[]) => {
      const written = (async () => write(logger, name, message, details))();
      written.catch(() => undefined); // a broken logger must not reach the service
    };
  };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
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
