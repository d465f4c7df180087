// Installs the dependencies when they are missing or are not those of package-lock.json, so that every command of this
// repository works in a fresh clone. Runs before anything is installed: Node builtins only.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const packagesOf = (file) => {
  try {
    return JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).packages;
  } catch {
    return {};
  }
};

/** Compares contents and not times: a branch switch touches the lock file without changing it. */
function isInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(
    ([path, { version, optional }]) =>
      path === '' || optional || (path in installed && installed[path].version === version),
  );
}

if (!isInstalled()) {
  console.error('Installing what package-lock.json says (npm ci) ...');
  // The tools of this repository are devDependencies: install them under NODE_ENV=production too.
  execFileSync('npm', ['ci', '--include=dev', '--loglevel=error'], {
    cwd: new URL('..', import.meta.url),
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
}
