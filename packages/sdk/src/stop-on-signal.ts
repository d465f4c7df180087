const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Shuts down at the first SIGTERM or SIGINT. Where the application listens itself the process is its to end; where it does
 * not, the signal is raised again afterwards, so that the process ends as it would have. A second signal is nobody's business
 * here and ends the process at once.
 */
export function stopOnSignal(shutdown: () => Promise<void>): () => void {
  const remove = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, listener);
  };
  const listener = (signal: NodeJS.Signals): void => {
    remove();
    const alone = process.listenerCount(signal) === 0;
    const end = (): void => {
      if (alone) process.kill(process.pid, signal);
    };
    shutdown().then(end, end);
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return remove;
}
