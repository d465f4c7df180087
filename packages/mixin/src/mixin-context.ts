import type { Family } from './families/family.js';
import type { MixinMeter } from './families/mixin-meter.js';
import type { RuleLimits } from './rules/rule-scope.js';
import type { SloRules } from './slos/slo-rules.js';
import type { SystemName } from './systems/systems.js';

/** What dashboards are made from. */
export interface MixinContext {
  /** Of files and rule groups: `orders`. */
  readonly name: string;
  readonly title: string;
  readonly meters: readonly MixinMeter[];
  /** All that can be queried of the service, what its rules record included. */
  readonly families: readonly Family[];
  readonly slos: readonly SloRules[];
  /** Which of the known services it is, if it is one. */
  readonly system: SystemName | undefined;
  readonly targetLabels: readonly string[];
  readonly limits: RuleLimits;
}
