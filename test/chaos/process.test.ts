import { wholePage } from './attacked-service.js';
import { describeAttacks } from './describe-attacks.js';
import { sampleOf, samplesEndingIn } from './page-samples.js';

const BLOCKED_MS = 2000;
const DURATION = 'meterkit_scrape_duration_seconds';
const LOOP_DELAY = 'nodejs_eventloop_delay_seconds_sum';

describeAttacks(
  'a process whose clock, event loop and objects are not what they were',
  { init: { page: { created: true } } },
  (service) => {
    test.each(['sets the clock an hour back', 'sets the clock a day forward', 'breaks the clock'])(
      'R16: who %s, in the middle of a scrape, moves no time of creation and no duration',
      async (kind) => {
        const before = await wholePage(service().url);
        await service().do('misbehave', kind);
        await wholePage(service().url);
        await service().do('record', kind.split(' ').at(-1));
        const after = await wholePage(service().url);
        const created = samplesEndingIn(after, '_created');
        expect(created.size).toBeGreaterThan(5);
        expect(Array.from(created.values()).every(Number.isFinite)).toBe(true);
        for (const [series, seconds] of samplesEndingIn(before, '_created'))
          expect([series, created.get(series)]).toEqual([series, seconds]);
        const grown = (sample: string): number =>
          sampleOf(after, `${DURATION}_${sample}`) - sampleOf(before, `${DURATION}_${sample}`);
        expect(grown('count')).toBeGreaterThanOrEqual(4);
        expect(grown('sum')).toBeGreaterThan(0);
        expect(grown('sum')).toBeLessThan(10);
      },
    );

    test('R19: an event loop that was blocked for two seconds is on the next page, which is whole', async () => {
      const before = sampleOf(await wholePage(service().url), LOOP_DELAY);
      await service().announced(() => service().blocked(BLOCKED_MS));
      expect(sampleOf(await wholePage(service().url), LOOP_DELAY) - before).toBeGreaterThan(1);
    });

    test('R29: an Object.prototype with things in it has none of them on the page', async () => {
      await service().do('pollute');
      await service().do('record', 'late');
      const page = await wholePage(service().url);
      expect(page).toContain('served_total{path="late"} 1');
      expect(page).not.toMatch(/[{,](?!path)\w+="polluted"/);
    });

    // the last one, for nothing thaws it
    test('R29: a Date that is frozen is no harm', async () => {
      await service().do('freezeDate');
      await wholePage(service().url);
    });
  },
);
