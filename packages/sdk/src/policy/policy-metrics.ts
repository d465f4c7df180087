import { counter, defineMeter, gauge, oneOf } from '@meterkit/instruments';

/** What is told of the policy file, by a process that has one. */
export class PolicyMetrics extends defineMeter({
  name: 'meterkit',
  instruments: {
    reloads: counter('meterkit.policy.reloads', {
      description: 'Changes of the policy file since the start, by what became of them.',
      labels: { outcome: oneOf('applied', 'refused') },
    }),
    applied: gauge('meterkit.policy.applied.timestamp', {
      description: 'Unix time at which the policy in force was applied, 0 while there was none.',
      unit: 's',
    }),
    lastReloadSuccessful: gauge('meterkit.policy.last_reload.successful', {
      description: '0 from a policy file that was refused until one that is applied, otherwise 1.',
    }),
  },
}) {}
