import type { MixinOptions } from '@meterkit/mixin';
import { CommandError } from '../command-line/command-error.js';
import { readSource } from '../target/read-source.js';

/** What `--options FILE` says; `mixin()` checks what is in it. @throws CommandError when it is no object. */
export async function optionsFile(path: string | undefined): Promise<MixinOptions> {
  if (path === undefined) return {};
  const value = parsed((await readSource(path)).toString('utf8'));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new CommandError(
    `--options: expected an object in JSON, such as { "selector": "job=\\"shop\\"" }, in ${path}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
