// npm run demo [-- NAME]: builds examples/NAME and what it depends on, then runs its own demo script, or
// its start script where it has none, until Ctrl-C.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const name = process.argv[2] ?? 'deployment-orchestrator';
const directory = join(import.meta.dirname, '../examples', name);
if (!existsSync(join(directory, 'package.json'))) {
  const names = readdirSync(join(import.meta.dirname, '../examples')).join(', ');
  console.error(`demo: expected the name of a folder in examples/ (${names}), got "${name}"`);
  process.exit(1);
}

console.log('Building ...');
try {
  execFileSync('npx', ['turbo', 'run', 'build', `--filter={./examples/${name}}...`], {
    cwd: join(import.meta.dirname, '..'),
    stdio: 'pipe',
  });
} catch (error) {
  console.error(`demo: the build failed\n${error.stdout}${error.stderr}`);
  process.exit(1);
}

// Ctrl-C reaches every process of the terminal's group, and npm passes it on once more; an application takes a second
// signal as "end at once". So the example gets a process group of its own, no shell (exec), and each signal once.
const { scripts } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
const example = spawn('sh', ['-c', `exec ${scripts.demo ?? scripts.start}`], {
  cwd: directory,
  detached: true,
  stdio: ['ignore', 'inherit', 'inherit'],
});

let stoppedAtMs;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    const nowMs = performance.now();
    if (stoppedAtMs !== undefined && nowMs - stoppedAtMs < 500) return; // the same Ctrl-C, by way of npm
    stoppedAtMs = nowMs;
    example.kill(signal);
  });
}
// Ended by the signal that was passed on (code null): as it was asked to.
example.on('exit', (code) => process.exit(code ?? (stoppedAtMs === undefined ? 1 : 0)));
