import { type ParsedFamily, parseOpenMetrics, parsePrometheusText } from '@meterkit/exposition';
import { counter, createStore, defineMeter } from '@meterkit/instruments';
import { init, type Telemetry } from '@meterkit/sdk';
import { hostileAttributes } from './hostile-attributes.js';
import { hostileInstruments } from './hostile-instruments.js';

class Healthy extends defineMeter({
  name: 'healthy',
  instruments: { counted: counter('healthy.counted', { description: 'Has no part in it.' }) },
}) {}

let telemetry: Telemetry | undefined;

afterEach(() => telemetry?.shutdown());

test.each([...hostileAttributes, ...hostileInstruments])(
  'the page can be read with $name',
  async ({ options, record, shows }) => {
    telemetry = await init({
      automatic: { http: 'off', process: false, runtime: false },
      ...options,
      serviceName: 'a',
      store: createStore(),
      scrape: { listen: false },
      shutdown: { onSignal: false },
      logLevel: 'none',
    });
    telemetry.get(Healthy).counted.add(1);
    record?.(telemetry);
    const page = await telemetry.collectText('openmetrics');
    expect(withoutOurs(page)).toContain(shows);
    for (const families of [
      parseOpenMetrics(page),
      parsePrometheusText(await telemetry.collectText('text')),
    ])
      expect(valuesOf(families, 'healthy_counted_total')).toEqual([1]);
  },
);

function valuesOf(families: readonly ParsedFamily[], sample: string): readonly number[] {
  const samples = families.flatMap((family) => family.samples);
  return samples.filter(({ name }) => name === sample).map(({ value }) => value);
}

/** So that a failure shows what matters. */
function withoutOurs(page: string): string {
  const lines = page.split('\n');
  return lines.filter((line) => !/^(# \w+ )?meterkit_/.test(line)).join('\n');
}
