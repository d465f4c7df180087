import { fromPromClient } from '@meterkit/sdk/prom-client';
import { libraries, newRegistry } from './registries.js';

test('the same registry gives the same producer', () => {
  const [, library] = libraries[0];
  const registry = newRegistry(library, 'text');
  expect(fromPromClient(registry)).toBe(fromPromClient(registry));
  expect(fromPromClient(newRegistry(library, 'text'))).not.toBe(fromPromClient(registry));
});

test.each([undefined, null, 'register', {}, libraries[0][1]])(
  'what is no registry is refused with what to do: %p',
  (given) => {
    expect(() => fromPromClient(given as never)).toThrow(
      expect.objectContaining({
        code: 'METERKIT_CONFIGURATION',
        message: expect.stringMatching(
          /fromPromClient\(\): expected a registry of prom-client or @prometheus-io\/client, got .* \(from code\); pass its register/,
        ),
      }),
    );
  },
);
