import type { InstrumentPolicy, Store } from '@meterkit/instruments';
import type { Configuration } from './configuration/configuration.js';
import { ConfigurationError } from './configuration/configuration-error.js';
import { displayValue } from './configuration/display-value.js';
import type { SettledOptions } from './configuration/resolve-configuration.js';
import { NameTable, nameList } from './name-table.js';

/** Durations that OpenTelemetry's instrumentation records in our place. */
const OF_OPENTELEMETRY = ['http.server.request.duration', 'http.client.request.duration'];

/**
 * Gives a store what is configured of its instruments: which are disabled, and other bounds. Throws `ConfigurationError` when
 * bounds come too late; then nothing has changed.
 */
export function configureInstruments(
  store: Store,
  { configuration, origins }: SettledOptions,
): void {
  const policy = instrumentPolicy(configuration);
  const late = store.fixedBounds(policy);
  if (late.length > 0)
    throw new ConfigurationError(
      late.map((name) => ({
        option: `instruments.bounds.${name}`,
        rule: 'expected a histogram that has neither observations nor been on a page with other bounds',
        value: displayValue(policy.boundsOf(name)),
        origin:
          origins.get(`instruments.bounds.${name}`) ??
          origins.get('instruments.bounds') ??
          'default',
        fix: 'call init() before the first observation',
      })),
    );
  store.configure({ policy });
}

/** What is configured of instruments by their names, for a store. Where all is disabled, so is each of them. */
export function instrumentPolicy({
  disabled,
  instruments,
  automatic,
}: Configuration): Required<InstrumentPolicy> {
  const bounds = new NameTable(instruments.bounds);
  const names = [
    ...instruments.disabled,
    ...(automatic.http === 'opentelemetry' ? OF_OPENTELEMETRY : []),
  ];
  return {
    isDisabled: disabled ? () => true : nameList(names),
    boundsOf: (name) => bounds.of(name),
  };
}
