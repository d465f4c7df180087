import { type Mixin, type MixinOptions, mixin, systemMixin } from '@meterkit/mixin';
import { CommandError } from '../command-line/command-error.js';
import { type MeterValues, systemName } from './chosen-meters.js';
import { loadMeters } from './load-meters.js';

/** The mixin of the meters of a file, with the options that it exports, or of a system. @throws CommandError when it cannot be made. */
export async function chosenMixin(
  command: string,
  { meters, system }: MeterValues,
  options: MixinOptions,
): Promise<Mixin> {
  if ((meters === undefined) === (system === undefined)) {
    const got = meters === undefined ? 'neither' : 'both';
    throw new CommandError(
      `meterkit ${command}: expected --meters FILE or --system NAME, got ${got}`,
    );
  }
  const loaded = meters === undefined ? undefined : await loadMeters(meters);
  return orCommandError(() =>
    loaded === undefined
      ? systemMixin(systemName(system ?? ''), options)
      : mixin(loaded.meters, { ...loaded.options, ...options }),
  );
}

function orCommandError(make: () => Mixin): Mixin {
  try {
    return make();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'METERKIT_MIXIN') throw error; // an error may have one
    throw new CommandError((error as Error).message); // it is a MixinError
  }
}
