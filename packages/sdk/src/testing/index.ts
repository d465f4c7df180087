export type { FireAlertOptions } from './alert-matchers.js';
export type { PageMatchers } from './matcher-types.js';
export { matchers } from './matchers.js';
export type { ValidPageOptions } from './page-matchers.js';
export { type AlertQuestion, promtoolTest } from './promtool-test.js';
export type { PageSource } from './read-page.js';
export { hasPromtool } from './run-promtool.js';
export { type Scenario, type ScenarioOptions, startScenario } from './scenario.js';
