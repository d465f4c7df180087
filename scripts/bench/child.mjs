// A process of its own for a function of a benchmark: see in-child.mjs.
import { bench } from './bench.mjs';

const { file, name, args } = JSON.parse(process.argv[2]);
const made = await (await import(file))[name](bench, ...args);
process.on('message', async ({ method, args }) =>
  process.send({ value: await made[method](...args) }),
);
process.on('disconnect', () => process.exit());
process.send({ value: made });
