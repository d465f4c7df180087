import { counter, defineMeter, gauge, histogram, oneOf, text } from '@meterkit/instruments';
import type { Family } from './family.js';
import { meterFamilies, storeFamilies } from './meter-families.js';

const check = text();

/**
 * What the endpoint says of itself. Declared in `sdk`, which a mixin must not bring along: these are its names and labels again,
 * and test/wire/mixin-families.test.ts holds them against a running endpoint and the sources.
 */
class EndpointFamilies extends defineMeter({
  name: 'meterkit',
  instruments: {
    scrapes: counter('meterkit.scrapes', {
      description: 'Scrapes that began, by how they ended.',
      labels: { outcome: oneOf('complete', 'partial', 'failed', 'aborted') },
    }),
    refusals: counter('meterkit.scrape.refusals', {
      description: 'Requests and connections of which no scrape began, by why they were refused.',
      labels: {
        reason: oneOf(
          'address',
          'credentials',
          'passwords',
          'rate',
          'concurrency',
          'connections',
          'tls',
          'invalid',
        ),
      },
    }),
    duration: histogram('meterkit.scrape.duration', {
      description: 'Time from the request to the last byte of the page.',
      unit: 's',
      bounds: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    }),
    collectFailures: counter('meterkit.collect.failures', {
      description: 'Collections from which a part is missing, by what failed and why.',
      labels: { collector: text(), cause: oneOf('error', 'timeout') },
    }),
    pageProblems: counter('meterkit.page.problems', {
      description: 'Families left out of a page or merged on it, by problem, counted at each page.',
      labels: { problem: text() },
    }),
    readyCheck: gauge('meterkit.ready.check', {
      description: 'Whether a readiness check passed when it was last asked.',
      labels: { check },
    }),
    readyFailures: counter('meterkit.ready.check.failures', {
      description: 'Runs of a readiness check that did not pass, by why.',
      labels: { check, cause: text() },
    }),
    policyReloads: counter('meterkit.policy.reloads', {
      description: 'Changes of the policy file since the start, by what became of them.',
      labels: { outcome: oneOf('applied', 'refused') },
    }),
    policyApplied: gauge('meterkit.policy.applied.timestamp', {
      description: 'Unix time at which the policy in force was applied, 0 while there was none.',
      unit: 's',
    }),
    lastReloadSuccessful: gauge('meterkit.policy.last_reload.successful', {
      description: '0 from a policy file that was refused until one that is applied, otherwise 1.',
    }),
  },
}) {}

/** What the library says of itself, on every page. */
export function ownFamilies(): readonly Family[] {
  return [...storeFamilies(), ...meterFamilies(EndpointFamilies, 'meterkit').values()];
}
