import type { MixinOptions } from '@meterkit/mixin';
import type { MeterValues } from '../catalog/chosen-meters.js';
import { chosenMixin } from '../catalog/chosen-mixin.js';

/** What follows from the meters of a file or of a system, by relative path, of one kind: `dashboards` or `rules`. */
export async function generatedFiles(
  kind: string,
  values: MeterValues,
  options: MixinOptions,
): Promise<ReadonlyMap<string, string>> {
  const made = await chosenMixin(kind, values, options);
  return new Map([...made.files()].filter(([path]) => path.startsWith(`${kind}/`)));
}
