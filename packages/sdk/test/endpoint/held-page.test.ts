import { assemblePage, createPageWriter, pageText } from '@meterkit/exposition';
import { createStore, defineMeter, gauge, text } from '@meterkit/instruments';
import { HeldPage } from '../../src/endpoint/held-page.js';

/** A page of so many lines of some 100 bytes. */
function pageOf(lines: number) {
  const store = createStore({ seriesLimit: lines });
  const labels = { i: text({ limit: lines }) };
  const instruments = {
    g: gauge('held_g', { description: 'A gauge.', labels, seriesLimit: lines }),
  };
  const meter = new (defineMeter({ name: 'held', instruments }))({ store });
  for (let i = 0; i < lines; i++) meter.g.set(i, { i: `${i}`.padStart(80, '0') });
  const families = store.families().filter(({ name }) => name === 'held_g');
  return assemblePage(families, {});
}

function rest(held: HeldPage, blockLength: number): string {
  const blocks: Buffer[] = [];
  for (;;) {
    const block = Buffer.alloc(blockLength);
    const length = held.fill(block);
    if (length === 0) return Buffer.concat(blocks).toString();
    blocks.push(block.subarray(0, length));
  }
}

describe('HeldPage', () => {
  test('holds a page below 1 MiB whole', async () => {
    const page = pageOf(1000);
    const held = new HeldPage(createPageWriter(page, { format: 'text' }));
    expect(await held.hold()).toBe(true);
    expect(held.bytes.toString()).toBe(pageText(page, { format: 'text' }));
  });

  test.each([1000, 65_536])(
    'as a writer gives what it holds of a larger one, and then the rest, in blocks of %d',
    async (blockLength) => {
      const page = pageOf(20_000);
      const held = new HeldPage(createPageWriter(page, { format: 'openmetrics' }));
      expect(await held.hold()).toBe(false);
      expect(rest(held, blockLength)).toBe(pageText(page, { format: 'openmetrics' }));
    },
  );
});
