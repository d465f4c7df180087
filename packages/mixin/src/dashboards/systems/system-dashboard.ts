import type { DashboardSpec } from '../dashboard-spec.js';

/** The dashboard of a service of a known kind; `instance` is the label that tells its processes apart. */
export type SystemDashboard = (
  instance: string,
) => Pick<DashboardSpec, 'description' | 'variables' | 'overview' | 'questions'>;
