// npm run add-module -- NAME VERSION DIRECTORY ENTRY: makes a directory a module that can be deployed.
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NAME } from './orchestrator/deployment.js';
import { writeManifest } from './orchestrator/module.js';
import { readSettings } from './settings.js';

const [name = '', version = '', directory, entry] = process.argv.slice(2);
if (!NAME.test(name) || !NAME.test(version) || !directory || !entry) {
  throw new Error(
    'expected NAME VERSION DIRECTORY ENTRY, NAME and VERSION of letters, digits, ".", "_" and "-"',
  );
}
const target = join(readSettings(process.env).dataDirectory, 'modules', name, version);
await mkdir(dirname(target), { recursive: true });
await cp(directory, target, { recursive: true, errorOnExist: true, force: false });
await writeManifest(target, entry);
