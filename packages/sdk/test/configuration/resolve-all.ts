import { ConfigurationError } from '../../src/configuration/configuration-error.js';
import type { InitOptions } from '../../src/configuration/init-options.js';
import { resolveConfiguration } from '../../src/configuration/resolve-configuration.js';

/** Resolves any code, as plain JavaScript may give it, with `yaml` as the file that the environment names. */
export function resolveAll(code: unknown, env: NodeJS.ProcessEnv = {}, yaml?: string) {
  return resolveConfiguration(code as InitOptions, {
    env: yaml === undefined ? env : { METERKIT_CONFIG_FILE: 'm.yaml', ...env },
    readFile: (path) => (path.endsWith('.yaml') ? (yaml ?? '') : ''), // any other is a policy file
  });
}

export function errorOf(run: () => unknown): ConfigurationError {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('no ConfigurationError was thrown');
}

/** The messages of the problems that keep these sources from being used. */
export function messagesOf(...sources: Parameters<typeof resolveAll>): readonly string[] {
  return errorOf(() => resolveAll(...sources))
    .message.split('\n  ')
    .slice(1);
}
