import type { InitOptions } from './configuration/init-options.js';
import { EndpointListenError } from './endpoint/endpoint-listen-error.js';
import { initAt } from './init.js';
import { leveledLogger } from './leveled-logger.js';

/** Where it was called, for who calls `init()` with options of its own. */
const SITE = 'the flag @meterkit/sdk/register, whose handle init() without options gives';

/** What takes the place of a port that cannot be had. */
const INSTEAD = { scrape: { listen: false }, health: { port: 0, host: '127.0.0.1' } };

/**
 * Starts the metrics of an application that knows nothing of them: `node --import @meterkit/sdk/register app.js`, or `--require`.
 * The environment and the file say how. What is wrong is logged, and the application runs on: with metrics that are recorded but
 * not served when the port is taken, with health on another port when it is `health.port`, without any metrics when the
 * configuration cannot be used. Resolves when all is started; never rejects.
 */
export const registered: Promise<void> = start({});

async function start(options: InitOptions): Promise<void> {
  try {
    await initAt(SITE, options, {});
  } catch (error) {
    leveledLogger(undefined, 'error').error(String(error));
    if (!(error instanceof EndpointListenError) || error.group in options) return;
    await start({ ...options, [error.group]: INSTEAD[error.group] });
  }
}
