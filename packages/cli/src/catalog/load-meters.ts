import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMixinMeter, type MixinMeter, type MixinOptions } from '@meterkit/mixin';
import { nearest } from '@meterkit/sdk/configuration';
import { CommandError } from '../command-line/command-error.js';
import { exitCodes } from '../command-line/exit-code.js';

export interface LoadedMeters {
  readonly meters: readonly MixinMeter[];
  /** What the module exports as `mixinOptions`: objectives, limits, a selector. */
  readonly options: MixinOptions;
}

/**
 * The meters that a module exports: classes of `defineMeter` or of what extends them, `{ meter, namespace }`, or lists of these.
 *
 * @throws CommandError when it cannot be loaded or exports none.
 */
export async function loadMeters(file: string): Promise<LoadedMeters> {
  const { mixinOptions, ...exported } = await load(file);
  checkNames(exported);
  const values = Object.values(exported).flatMap((value) =>
    Array.isArray(value) ? value : [value],
  );
  const meters = [...new Set(values.filter(isMixinMeter))];
  if (meters.length > 0) return { meters, options: (mixinOptions ?? {}) as MixinOptions }; // mixin() checks what it is told
  throw new CommandError(
    `--meters: expected a module that exports meter classes, got "${file}" with none; export what defineMeter gives`,
  );
}

/** A misspelt export would be passed over in silence. */
function checkNames(exported: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(exported))
    if (!isMixinMeter(value) && nearest(name, ['mixinOptions']) !== undefined)
      throw new CommandError(`--meters: ${name}: unknown export; did you mean mixinOptions?`);
}

async function load(file: string): Promise<Record<string, unknown>> {
  try {
    return await import(pathToFileURL(resolve(file)).href);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException; // what import() rejects with
    const fix =
      code === 'ERR_UNKNOWN_FILE_EXTENSION' ? '; compile it first, or run node --import tsx' : '';
    throw new CommandError(
      `--meters: expected a module, got "${file}": ${message}${fix}`,
      exitCodes.unreachable,
    );
  }
}
