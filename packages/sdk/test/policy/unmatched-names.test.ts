import { counter, defineMeter, histogram } from '@meterkit/instruments';
import { metrics } from '@opentelemetry/api';
import { start, stopAll } from '../running.js';

class ShopMetrics extends defineMeter({
  name: 'shop',
  instruments: {
    placed: counter('shop.placed', { description: 'Orders placed.' }),
    lost: counter('shop.lost', { description: 'Orders lost.' }),
    duration: histogram('shop.duration', { description: 'Time.', unit: 's' }),
  },
}) {}

afterEach(stopAll);

/** What is warned of at each of three pages with these options. */
async function warnings(options: Parameters<typeof start>[0]): Promise<readonly string[][]> {
  let lines: string[] = [];
  const silent = { error: () => {}, info: () => {}, debug: () => {} };
  const logger = { ...silent, warn: (line: string) => void lines.push(line) };
  const telemetry = await start({ logLevel: 'warn', logger, ...options });
  telemetry.get(ShopMetrics);
  metrics.getMeter('theirs').createCounter('their.calls').add(1);
  const pages: string[][] = [];
  for (let i = 0; i < 3; i++) {
    lines = [];
    await telemetry.collectText();
    pages.push(lines);
  }
  return pages;
}

const rule = 'expected the name of an instrument that it can apply to';

test('names that match no instrument are told once, at the second page, with what was meant', async () => {
  const options = {
    instruments: {
      disabled: ['shop.plcaed', 'shop.lost'],
      bounds: { 'shop.durations': [1] },
      dropLabels: { 'nothing.*': ['a'] },
      rename: { 'their.call': 'a' },
    },
    page: { include: ['shop.*', 'their_calls'], exclude: ['shop_duratoin_seconds'] },
  };
  expect(await warnings(options)).toEqual([
    [],
    [
      `instruments.disabled: ${rule}, got "shop.plcaed" (from code); did you mean shop.placed?`,
      `instruments.bounds: ${rule}, got "shop.durations" (from code); did you mean shop.duration?`,
      `instruments.dropLabels: ${rule}, got "nothing.*" (from code); none matches so far`,
      `instruments.rename: ${rule}, got "their.call" (from code); did you mean their.calls?`,
      `page.exclude: ${rule}, got "shop_duratoin_seconds" (from code); did you mean shop_duration_seconds?`,
    ],
    [],
  ]);
});

test('what matches is not told of, be it disabled, not on the page, or decided by another name', async () => {
  const options = {
    instruments: {
      disabled: ['shop.*', 'shop.lost'],
      rename: { 'their.calls': 'calls' },
      dropLabels: { '*': ['tenant'] },
      bounds: { 'meterkit.scrape.*': [1] },
    },
    page: { include: ['shop_placed_total', 'their.*'], exclude: ['target', 'shop.placed'] },
  };
  expect(await warnings(options)).toEqual([[], [], []]);
});

test('so is told what cannot apply: bounds of a counter, and what is disabled for others than typed meters', async () => {
  const options = {
    instruments: {
      disabled: ['their.calls', 'meterkit.series'],
      bounds: { 'shop.lost': [1] },
    },
  };
  const [, told] = await warnings(options);
  expect(told).toEqual([
    expect.stringContaining('got "their.calls"'),
    expect.stringContaining('got "meterkit.series"'),
    expect.stringContaining('got "shop.lost"'),
  ]);
});
