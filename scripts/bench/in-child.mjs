import { fork, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Calls the function `name` that `file` exports, with the tools of benchmarks and then `args`, in a Node process of its own,
 * and returns what it returned as `value`. Methods of that can be called afterwards.
 *
 * @param {{ file: string, name?: string, args?: unknown[], nodeOptions?: string[], core?: number }} what `file` is a URL;
 *   `core`: the only core that the process may use, where `taskset` is there to see to it
 */
export async function inChild({ file, name = 'default', args = [], nodeOptions = [], core }) {
  const child = fork(
    fileURLToPath(new URL('child.mjs', import.meta.url)),
    [JSON.stringify({ file, name, args })],
    { execArgv: ['--expose-gc', ...nodeOptions], env: { ...process.env, NODE_NO_WARNINGS: '1' } },
  );
  if (core !== undefined) pin(child.pid, core);
  const value = await answer(child, `${name} of ${file}`);
  return {
    value,
    call(method, ...args) {
      child.send({ method, args });
      return answer(child, method);
    },
    async end() {
      if (child.exitCode !== null) return;
      child.disconnect();
      await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

/** All threads of a process on one core; false where that cannot be had. */
export function pin(pid, core) {
  const [command, ...args] = ['taskset', '-acp', String(core), String(pid)];
  return spawnSync(command, args).status === 0;
}

function answer(child, what) {
  return new Promise((resolve, reject) => {
    const exited = (code) => reject(new Error(`${what}: its process ended with ${code}`));
    child.once('exit', exited);
    child.once('message', ({ value }) => {
      child.off('exit', exited);
      resolve(value);
    });
  });
}
