import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describeAttacks } from './describe-attacks.js';
import { answerOn, closeAll, GET_PAGE, open, openMany, send } from './raw-connections.js';

const SCRAPES = 60;

describeAttacks(
  'a page of 6 MiB',
  {
    bulk: { series: 10_000, width: 300 },
    init: { scrape: { maxConcurrent: SCRAPES, timeoutMs: 3000 } },
    scrapesPerSecond: 1,
  },
  (service) => {
    test('R20: 50 readers that read nothing keep nobody from the page, and are cut off in the end', async () => {
      const readers = await openMany(service().port, 50);
      await service().announced(() => askAll(readers)); // the beginning of 50 pages is work for a second
      await service().expectUnharmed({ held: 50 });
      await service().expectUnharmed();
      const answers = await Promise.all(readers.map(answerOn));
      expect(answers.map(isWhole)).toEqual(answers.map(() => false));
    });

    test('R20: more of them than there may be scrapes shut the page until they are cut off, no longer', async () => {
      const readers = await openMany(service().port, SCRAPES + 20);
      await service().announced(() => askAll(readers));
      await closeAll(readers);
    });

    test('R20: 50 connections that are reset in the middle of the page leave nothing behind', async () => {
      const readers = await openMany(service().port, 50);
      await service().announced(async () => {
        await askAll(readers);
        await Promise.all(readers.map((reader) => once(reader, 'data')));
        for (const reader of readers) reader.resetAndDestroy();
      });
      await closeAll(readers);
    });
  },
);

describeAttacks(
  'a page of 100 MB',
  {
    bulk: { series: 100_000, width: 500 },
    scrapesPerSecond: 0, // Prometheus has a second for it
  },
  (service) => {
    test('is read whole by a slow reader, and never in memory as a whole', async () => {
      const reader = await open(service().port);
      await send(reader, GET_PAGE);
      let bytes = 0;
      let end = '';
      for await (const chunk of reader) {
        bytes += chunk.length;
        end = `${end}${chunk.toString('latin1')}`.slice(-10);
        if (isWhole(end)) break;
        await new Promise((resolve) => setTimeout(resolve, 1)); // what makes it slow
      }
      expect(bytes).toBeGreaterThan(100e6);
      expect(isWhole(end)).toBe(true);
    });
  },
);

async function askAll(readers: readonly Socket[]): Promise<void> {
  await Promise.all(readers.map((reader) => send(reader, GET_PAGE)));
}

/** By its last chunk. */
function isWhole(answer: string): boolean {
  return answer.endsWith('\r\n0\r\n\r\n');
}
