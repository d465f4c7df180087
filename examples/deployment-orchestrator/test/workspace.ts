import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeManifest } from '../src/orchestrator/module.js';

/** A directory of a test, with modules in it. */
export interface Workspace {
  readonly directory: string;
  readonly modules: string;
  readonly nodes: string;
  readonly stateFile: string;
  publish(module: string, version: string, kind?: 'good' | 'broken' | 'corrupt'): Promise<void>;
  remove(): Promise<void>;
}

export async function makeWorkspace(): Promise<Workspace> {
  const directory = await mkdtemp(join(tmpdir(), 'orchestrator-test-'));
  const modules = join(directory, 'modules');
  return {
    directory,
    modules,
    nodes: join(directory, 'nodes'),
    stateFile: join(directory, 'state.json'),
    remove: () => rm(directory, { recursive: true, force: true }),
    async publish(module, version, kind = 'good') {
      const target = join(modules, module, version);
      const code = `exports.version = '${version}';`;
      await write(join(target, 'lib/index.js'), kind === 'broken' ? `${code} }` : code);
      await write(join(target, 'README'), `${module} ${version}`);
      await writeManifest(target, 'lib/index.js');
      if (kind === 'corrupt') await appendFile(join(target, 'README'), '!');
    },
  };
}

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
