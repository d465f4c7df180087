import { setImmediate as nextTurn } from 'node:timers/promises';
import { assemblePage } from '../../src/assemble/assemble-page.js';
import { pageText } from '../../src/write/page-text.js';
import { createPageWriter } from '../../src/write/page-writer.js';
import { type PageSink, writePage } from '../../src/write/write-page.js';
import { familyOf } from '../family-of.js';

/** Some 4 MB. */
const page = assemblePage([
  familyOf({
    name: 'g',
    rows: Array.from({ length: 20_000 }, (_, i) => ({
      labels: { i: `${i}`, long: 'x'.repeat(200) },
      values: [i],
    })),
  }),
]);
const whole = pageText(page, { format: 'text' });

function write(sink: PageSink, budgetMs?: number): Promise<void> {
  return writePage(createPageWriter(page, { format: 'text' }), sink, { budgetMs });
}

describe('writePage', () => {
  test('gives a sink the page in blocks of at most 64 KiB', async () => {
    const chunks: Buffer[] = [];
    await write((block) => void chunks.push(Buffer.from(block)));
    expect(Buffer.concat(chunks).toString()).toBe(whole);
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(65_536);
  });

  test('uses one block for a sink that is done at once', async () => {
    const memory = new Set<ArrayBufferLike>();
    await write((block) => void memory.add(block.buffer));
    expect(memory.size).toBe(1);
  });

  test('leaves a block alone until the sink has done with it, and waits when it has 256 KiB', async () => {
    const memory = new Set<ArrayBufferLike>();
    let text = '';
    let held = 0;
    let most = 0;
    await write(async (block) => {
      memory.add(block.buffer);
      most = Math.max(most, ++held);
      const before = Buffer.from(block).toString();
      await nextTurn();
      await nextTurn();
      text += Buffer.from(block).toString();
      expect(text.endsWith(before)).toBe(true);
      held--;
    }, Number.POSITIVE_INFINITY);
    expect(text).toBe(whole);
    expect({ most, blocks: memory.size }).toEqual({ most: 4, blocks: 4 });
  });

  test('ends when the sink has done with the last block', async () => {
    let held = 0;
    await write(async () => {
      held++;
      await nextTurn();
      held--;
    });
    expect(held).toBe(0);
  });

  test.each([
    ['a budget of nothing a turn has one block', 0, (blocks: number) => blocks],
    ['a budget without end one turn has them all', Number.POSITIVE_INFINITY, () => 1],
  ])('with %s, though the sink never waits', async (_, budgetMs, expected) => {
    let turn = 0;
    let counting = setImmediate(function count() {
      turn++;
      counting = setImmediate(count);
    });
    const turns: number[] = [];
    await write(() => void turns.push(turn), budgetMs);
    clearImmediate(counting);
    expect(new Set(turns).size).toBe(expected(turns.length));
  });

  test('rejects with what the sink throws, and writes no more', async () => {
    let calls = 0;
    const failing = () => {
      calls++;
      throw new Error('socket closed');
    };
    await expect(write(failing)).rejects.toThrow('socket closed');
    expect(calls).toBe(1);
  });

  test.each([1, 5, 40])(
    'rejects, and writes no more, when the sink rejects block %d',
    async (nth) => {
      let calls = 0;
      const failing = async () => {
        const call = ++calls;
        await nextTurn();
        if (call === nth) throw new Error('socket closed');
      };
      await expect(write(failing, 0)).rejects.toThrow('socket closed');
      expect(calls).toBeLessThan(nth + 4);
    },
  );
});
