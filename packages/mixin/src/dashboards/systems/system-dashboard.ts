import type { RuleLimits } from '../../rules/rule-scope.js';
import type { DashboardSpec } from '../dashboard-spec.js';

/** The dashboard of a service of a known kind. */
export type SystemDashboard = (
  limits: RuleLimits,
) => Pick<DashboardSpec, 'description' | 'variables' | 'overview' | 'questions'>;
