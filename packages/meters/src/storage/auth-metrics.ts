import { counter, defineMeter, type LabelsOf, oneOf } from '@meterkit/instruments';

const authentication = { status: oneOf('success', 'failure') };
const authorization = { status: oneOf('allowed', 'denied') };

/** Who was let in, and what they were let do. Recording never throws, whatever it is given. */
export class AuthMetrics extends defineMeter({
  name: 'storage',
  instruments: {
    authentications: counter('auth.authentication', {
      description: 'Attempts to prove who one is.',
      unit: '{attempt}',
      labels: authentication,
    }),
    authorizations: counter('auth.authorization', {
      description: 'Decisions whether somebody may do what they asked for.',
      unit: '{decision}',
      labels: authorization,
    }),
  },
}) {
  recordAuthentication(labels: LabelsOf<typeof authentication>): void {
    this.authentications.add(1, labels);
  }

  recordAuthorization(labels: LabelsOf<typeof authorization>): void {
    this.authorizations.add(1, labels);
  }
}
