import type { Configuration } from './configuration/configuration.js';
import type { Logger } from './configuration/logger.js';

const LEVELS = ['error', 'warn', 'info', 'debug'] as const;

/** The logger, or the standard error stream, from a level on. What throws in it stays in it. */
export function leveledLogger(
  logger: Logger | undefined,
  level: Configuration['logLevel'],
): Logger {
  const most = level === 'none' ? -1 : LEVELS.indexOf(level);
  const at = (name: (typeof LEVELS)[number]) => {
    if (LEVELS.indexOf(name) > most) return () => undefined;
    return (message: string, ...details: unknown[]) => write(logger, name, message, details);
  };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

function write(
  logger: Logger | undefined,
  level: (typeof LEVELS)[number],
  message: string,
  details: readonly unknown[],
): void {
  try {
    if (logger !== undefined) logger[level](message, ...details);
    else process.stderr.write(`meterkit ${level}: ${[message, ...details].join(' ')}\n`);
  } catch {
    // a broken logger must not reach the service
  }
}
