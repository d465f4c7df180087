// The other side of stop-on-signal.test.ts: argv has the module that is tested and what the application does itself.
import { once } from 'node:events';

const [, , modulePath, mode] = process.argv;
const { stopOnSignal } = await import(modulePath);

process.on('message', () => {}); // keeps the process alive

const told = async (word) => {
  for (;;) if ((await once(process, 'message'))[0] === word) return;
};

const endItself = async () => {
  await told('end');
  process.exit(7);
};

if (mode === 'listens once before') process.once('SIGTERM', endItself);
const remove = stopOnSignal(async () => {
  process.send('shutdown');
  await told('shut down');
  setImmediate(() => process.send('after'));
  if (mode === 'fails') throw new Error('no');
});
if (mode === 'listens after') process.on('SIGTERM', endItself);
if (mode === 'took it away') remove();
process.send(`listeners ${process.listenerCount('SIGTERM')}`);
