/**
 * Shuts down at the first SIGTERM. Where the application listens itself the process is its to end; where it does not, the
 * signal is raised again afterwards, so that the process ends as it would have. A second signal is nobody's business here
 * and ends the process at once. Returns what takes the listener away.
 *
 * It comes before listeners that were there, for those that listen once have gone when they are called.
 */
export function stopOnSignal(shutdown: () => Promise<void>): () => void {
  const remove = (): void => void process.removeListener('SIGTERM', listener);
  const listener = (): void => {
    remove();
    const isAlone = process.listenerCount('SIGTERM') === 0;
    const end = (): void => {
      if (isAlone) process.kill(process.pid, 'SIGTERM');
    };
    shutdown().then(end, end);
  };
  process.prependListener('SIGTERM', listener);
  return remove;
}
