/** A query of a dashboard that nothing would ever answer. */
export interface WrongQuery {
  readonly panel: string;
  readonly query: string;
  /** What is wrong with it, with the nearest name where there is one. */
  readonly messages: readonly string[];
}

/** A dashboard with queries that its families cannot answer: all of them. */
export class DashboardQueryError extends Error {
  readonly code = 'METERKIT_DASHBOARD_QUERY';

  constructor(dashboard: string, wrong: readonly WrongQuery[]) {
    const lines = wrong.map(
      ({ panel, query, messages }) => `- panel "${panel}": ${messages.join('; ')}: ${query}`,
    );
    super(
      [`dashboard "${dashboard}": expected queries that its families answer`, ...lines].join('\n'),
    );
    this.name = 'DashboardQueryError';
  }
}
