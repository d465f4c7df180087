import { type Mixin, type MixinOptions, mixin, systemMixin } from '@meterkit/mixin';
import { type MeterValues, systemName } from '../catalog/chosen-meters.js';
import { loadMeters } from '../catalog/load-meters.js';
import { CommandError } from '../command-line/command-error.js';

/** What follows from the meters of a file or of a system, by relative path, of one kind: `dashboards` or `rules`. */
export async function generatedFiles(
  kind: string,
  { meters, system }: MeterValues,
  options: MixinOptions,
): Promise<ReadonlyMap<string, string>> {
  if ((meters === undefined) === (system === undefined)) {
    const got = meters === undefined ? 'neither' : 'both';
    throw new CommandError(`meterkit ${kind}: expected --meters FILE or --system NAME, got ${got}`);
  }
  const loaded = meters === undefined ? undefined : await loadMeters(meters);
  const made = orCommandError(() =>
    loaded === undefined
      ? systemMixin(systemName(system ?? ''), options)
      : mixin(loaded.meters, { ...loaded.options, ...options }),
  );
  return new Map([...made.files()].filter(([path]) => path.startsWith(`${kind}/`)));
}

function orCommandError(make: () => Mixin): Mixin {
  try {
    return make();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'METERKIT_MIXIN') throw error; // an error may have one
    throw new CommandError((error as Error).message); // it is a MixinError
  }
}
