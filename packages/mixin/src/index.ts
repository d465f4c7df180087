export type { Dashboard } from './dashboards/dashboard.js';
export type { DeclaredBy, Family, FamilyLabel, FamilyOrigin } from './families/family.js';
export type { MixinMeter } from './families/meter-families.js';
export { type Mixin, type MixinOptions, mixin, systemMixin } from './mixin.js';
export { checkQuery } from './queries/check-query.js';
export type { QueryProblem } from './queries/query-problem.js';
export type { QueryOptions } from './queries/query-scope.js';
export type { AlertRule, RecordingRule, Rule, RuleGroup } from './rules/rule.js';
export { type System, type SystemName, systems } from './systems/systems.js';
