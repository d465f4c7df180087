import { meters } from '@meterkit/meters/catalog';
import { type MixinMeter, type SystemName, systems } from '@meterkit/mixin';
import type { OptionSpecs, ValuesOf } from '../command-line/command.js';
import { CommandError } from '../command-line/command-error.js';
import { loadMeters } from './load-meters.js';

/** Of every command that starts from definitions. */
export const meterOptions = {
  meters: { type: 'string', value: 'FILE', help: 'a module that exports meter classes' },
  system: { type: 'string', value: 'NAME', help: `one of ${Object.keys(systems).join(', ')}` },
} as const satisfies OptionSpecs;

export type MeterValues = ValuesOf<typeof meterOptions>;

/** The meters of a file or of a system; the ready-made ones where neither is said. */
export async function chosenMeters({
  meters: file,
  system,
}: MeterValues): Promise<readonly MixinMeter[]> {
  if (file !== undefined && system !== undefined)
    throw new CommandError('--meters and --system: expected one of them, got both');
  if (file !== undefined) return (await loadMeters(file)).meters;
  return system === undefined ? Object.values(meters) : systems[systemName(system)].meters;
}

/** @throws CommandError when there is no such system. */
export function systemName(text: string): SystemName {
  if (Object.hasOwn(systems, text)) return text as SystemName; // it is a key
  throw new CommandError(`--system: expected ${Object.keys(systems).join(', ')}, got "${text}"`);
}
