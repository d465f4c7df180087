import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';

const root = join(__dirname, '../../..');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A folder with the sources of this package and of `instruments`, compiled to ES modules and to CommonJS, for programs that
 * need a process of their own. They import from `./esm/` or `./cjs/`.
 */
export class ChildPrograms {
  readonly folder = mkdtempSync(join(tmpdir(), 'meterkit-auto-'));
  #count = 0;

  /** `modules` are linked from this repository, `@opentelemetry/api` among them. */
  constructor(modules: readonly string[] = []) {
    const instruments = join(this.folder, 'node_modules/@meterkit/instruments');
    for (const kind of ['esm', 'cjs'] as const) {
      compile(join(root, 'packages/instruments/src'), join(instruments, kind), kind);
      compile(join(root, 'packages/auto-instrumentation/src'), join(this.folder, kind), kind, [
        'process',
        'runtime',
        'host',
      ]);
      const source = readFileSync(join(__dirname, 'series-of.ts'), 'utf8');
      writeFileSync(join(this.folder, kind, 'series-of.js'), compiled(source, kind));
    }
    const exports = { import: './esm/index.js', require: './cjs/index.js' };
    writeFileSync(join(instruments, 'package.json'), JSON.stringify({ exports }));
    for (const name of ['@opentelemetry/api', ...modules]) {
      const link = join(this.folder, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(root, 'node_modules', name), link, 'dir');
    }
  }

  /** Runs an ES module to its end. */
  run(source: string, { node = [], args = [], env = {} }: RunOptions = {}): Promise<Outcome> {
    return this.runFile(this.write(source), { node, args, env });
  }

  write(source: string, extension = 'mjs'): string {
    this.#count += 1;
    const file = join(this.folder, `program-${this.#count}.${extension}`);
    writeFileSync(file, source);
    return file;
  }

  runFile(file: string, { node = [], args = [], env = {} }: RunOptions = {}): Promise<Outcome> {
    return new Promise((resolve) => {
      const options = { cwd: this.folder, env, timeout: 20_000 };
      execFile(process.execPath, [...node, file, ...args], options, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
      );
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

export interface RunOptions {
  readonly node?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

function compile(from: string, to: string, kind: 'esm' | 'cjs', folders?: readonly string[]): void {
  mkdirSync(to, { recursive: true });
  writeFileSync(join(to, 'package.json'), `{"type":"${kind === 'esm' ? 'module' : 'commonjs'}"}`);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const path = join(from, entry.name);
    if (!entry.isDirectory())
      writeFileSync(
        join(to, entry.name.replace(/\.ts$/, '.js')),
        compiled(readFileSync(path, 'utf8'), kind),
      );
    else if (folders?.includes(entry.name) ?? true) compile(path, join(to, entry.name), kind);
  }
}

function compiled(source: string, kind: 'esm' | 'cjs'): string {
  return transformSync(source, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: kind === 'esm' ? 'es6' : 'commonjs' },
  }).code;
}
