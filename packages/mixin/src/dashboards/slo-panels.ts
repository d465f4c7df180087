import type { SloRules } from '../slos/slo-rules.js';
import type { QuestionSpec, StatSpec } from './dashboard-spec.js';
import { graph, stat } from './panel.js';

/** What is left of the error budget of each objective, at this moment. */
export function sloStats(slos: readonly SloRules[]): readonly StatSpec[] {
  return slos.map(({ name, description, window, selector, budgetRemaining }) =>
    stat(`Budget left: ${name}`, 'percentunit', `min(${budgetRemaining}{${selector}})`, {
      description: `${promise(description)} Of the errors that this admits in ${window}, so many are left.`,
      alert: { when: 'below', value: 0, severity: 'critical' },
    }),
  );
}

/** How objectives have been kept, and how fast their budgets are used up. */
export function sloQuestion(slos: readonly SloRules[]): QuestionSpec {
  const promises = slos.map(({ description }) => promise(description)).join(' ');
  return {
    question: 'Are the objectives met?',
    panels: [
      graph('Error budget left', 'percentunit', byName(slos, budgetOf), {
        description: `${promises} 100 % is all of the budget; below 0 it is overdrawn.`,
        alert: { when: 'below', value: 0, severity: 'critical' },
      }),
      graph('Burn rate of 1 h', 'short', byName(slos, burnRateOf), {
        description: `${promises} At 1 the budget lasts just as long as its window, at 14.4 for two days of thirty.`,
        alert: { when: 'above', value: 14.4, severity: 'critical' },
      }),
      graph('Share of errors over 5 min', 'percentunit', byName(slos, errorsOf), {
        description: promises,
      }),
    ],
  };
}

function byName(slos: readonly SloRules[], query: (slo: SloRules) => string) {
  return Object.fromEntries(slos.map((slo) => [slo.name, query(slo)]));
}

function budgetOf({ budgetRemaining, selector }: SloRules): string {
  return `min(${budgetRemaining}{${selector}})`;
}

function burnRateOf({ errorRatios, selector, allowed }: SloRules): string {
  return `max(${errorRatios.get('1h')}{${selector}}) / ${allowed}`;
}

function errorsOf({ errorRatios, selector }: SloRules): string {
  return `max(${errorRatios.get('5m')}{${selector}})`;
}

function promise(description: string): string {
  const sentence = description.charAt(0).toUpperCase() + description.slice(1);
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}
