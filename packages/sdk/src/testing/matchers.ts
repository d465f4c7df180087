import { recordingMatchers } from '@meterkit/instruments/testing';
import { alertMatchers } from './alert-matchers.js';
import { pageMatchers } from './page-matchers.js';
import { pageNames } from './page-names.js';

/**
 * For `expect.extend(matchers)` of jest, vitest and the package expect. `toHaveRecorded` is that of `@meterkit/instruments/testing`,
 * and knows the names of the page by all of its rules.
 */
export const matchers = {
  ...recordingMatchers(pageNames),
  ...pageMatchers,
  ...alertMatchers,
};
