/**
 * Tells an error that the start ends in by its message, and ends the process: of a setting, of a port that is taken. What is a mistake of
 * the program, such as a TypeError, keeps its stack. Call what it returns once all has started.
 */
export function tellStartProblems(): () => void {
  const tell = (error: Error) => {
    const isForPeople = error.constructor === Error || 'code' in error; // systems and libraries give theirs a code
    process.stderr.write(`${isForPeople ? error.message : error.stack}\n`);
    process.exit(1);
  };
  process.on('uncaughtException', tell);
  return () => void process.off('uncaughtException', tell);
}
