import { wholePage } from './attacked-service.js';
import { describeAttacks } from './describe-attacks.js';
import { sampleOf } from './page-samples.js';
import { exchange, GET_PAGE, statusOf } from './raw-connections.js';

/** A scraper that gives a second. */
const HASTY =
  'GET /metrics HTTP/1.1\r\nHost: chaos\r\nX-Prometheus-Scrape-Timeout-Seconds: 1\r\n\r\n';

const OURS = 'meterkit_callback_failures_total{instrument="level",reason="error"}';
const THEIRS = 'meterkit_collect_failures_total{collector="sdk",cause="error"}';

const failing = ['throws', 'throws null', 'rejects', 'rejects with nothing'];

describeAttacks('callbacks that misbehave', {}, (service) => {
  // the first, for nothing of it has been logged yet
  test('R25: a storm of 200 scrapes with failing callbacks is counted to the last, and logged once', async () => {
    const before = sampleOf(await wholePage(service().url), OURS);
    await service().do('misbehave', 'throws');
    for (let i = 0; i < 200; i++) await exchange(service().port, GET_PAGE);
    await service().do('repair');
    const { runs, warnings } = await service().look();
    expect(sampleOf(await wholePage(service().url), OURS) - before).toBe(runs / 2);
    expect(warnings).toEqual([
      'level: its callback failed with Error: no; its series are not on this page',
      'sdk: something of it is missing from the page (error): Error: no',
    ]);
  });

  test.each(failing)('R3: a callback that %s is missing, and nothing else is', async (kind) => {
    const before = await wholePage(service().url);
    await service().do('misbehave', kind);
    const page = await wholePage(service().url);
    expect(page).toMatch(/^served_total\{/m);
    expect(page).not.toMatch(/^(level|foreign) /m);
    for (const failures of [OURS, THEIRS])
      expect(sampleOf(page, failures)).toBeGreaterThan(sampleOf(before, failures));
  });

  test('R4: a callback that hangs costs a scrape less than its second and no memory, and is not begun again', async () => {
    await service().do('misbehave', 'hangs');
    for (let i = 0; i < 20; i++) {
      const beganMs = performance.now();
      const answer = await exchange(service().port, HASTY);
      expect(performance.now() - beganMs).toBeLessThan(1000);
      expect(statusOf(answer)).toBe(200);
      expect(answer).toContain('\nserved_total{');
    }
    const heapMib: number[] = [];
    for (let i = 0; i < 2; i++) {
      for (let j = 0; j < 1000; j++) await exchange(service().port, GET_PAGE);
      heapMib.push((await service().look()).heapMib);
    }
    const [first = 0, second = 0] = heapMib; // what is made once, is made in the first thousand
    expect(second - first).toBeLessThan(0.5);
    expect((await service().look()).runs).toBe(2); // that of the meter, and that of OpenTelemetry
  });

  test('R6: a callback that records, makes an instrument and asks for the page does not wait for itself', async () => {
    await service().do('misbehave', 're-enters');
    for (let i = 0; i < 5; i++) expect(statusOf(await exchange(service().port, HASTY))).toBe(200);
  });
});

describeAttacks(
  'a callback that takes three seconds',
  // Prometheus gives a second only: it would have collections of its own, and this is about one.
  { init: { scrape: { maxConcurrent: 50 } }, scrapesPerSecond: 0 },
  (service) => {
    test('R5: 50 scrapes share the collection that waits for it', async () => {
      await service().do('misbehave', 'takes three seconds');
      const beganMs = performance.now();
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => exchange(service().port, GET_PAGE)),
      );
      expect(performance.now() - beganMs).toBeLessThan(5000);
      for (const observed of ['foreign 3', 'level 3'])
        expect(answers.filter((answer) => answer.includes(`\n${observed}\n`))).toHaveLength(50);
      expect((await service().look()).runs).toBe(2); // that of the meter, and that of OpenTelemetry
    });
  },
);
