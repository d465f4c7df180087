import { boolean, integer } from '../option-kinds.js';

/** The end. */
export const shutdown = {
  onSignal: boolean({
    default: true,
    env: 'METERKIT_SHUTDOWN_ON_SIGNAL',
    description: 'Shut down at SIGTERM.',
  }),
  graceMs: integer({
    default: 20_000,
    min: 0,
    max: 600_000,
    env: 'METERKIT_SHUTDOWN_GRACE_MS',
    description: 'Longest wait for a last scrape at shutdown, in milliseconds.',
  }),
};
