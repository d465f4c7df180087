import { EndpointListenError } from './endpoint/endpoint-listen-error.js';
import { init } from './init.js';
import { leveledLogger } from './leveled-logger.js';

/**
 * Starts the metrics of an application that knows nothing of them: `node --import @meterkit/sdk/register app.js`, or `--require`.
 * The environment and the file say how. What is wrong is logged, and the application runs on: with metrics that are recorded but
 * not served when the port is taken, without any when the configuration cannot be used. Resolves when all is started.
 */
export const registered: Promise<void> = start();

async function start(): Promise<void> {
  try {
    await init();
  } catch (error) {
    leveledLogger(undefined, 'error').error(String(error));
    if (error instanceof EndpointListenError) await init({ scrape: { listen: false } });
  }
}
