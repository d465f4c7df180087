import type { Family } from './families/family.js';
import type { MixinMeter } from './families/meter-families.js';
import type { SystemName } from './systems/systems.js';

/** What rules and dashboards are made from. */
export interface MixinContext {
  /** Of files and rule groups: `orders`. */
  readonly name: string;
  readonly title: string;
  readonly meters: readonly MixinMeter[];
  /** All that can be queried of the service. */
  readonly families: readonly Family[];
  /** Which of the known services it is, if it is one. */
  readonly system: SystemName | undefined;
  readonly targetLabels: readonly string[];
}
