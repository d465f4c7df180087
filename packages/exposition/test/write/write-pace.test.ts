import type { PageWriter } from '../../src/write/page-writer.js';
import { WritePace } from '../../src/write/write-pace.js';

const BLOCK = new Uint8Array(1 << 20);

let now = 0;
beforeEach(() => jest.spyOn(performance, 'now').mockImplementation(() => now));
afterEach(() => jest.restoreAllMocks());

/** Fills what it is given, and takes so many milliseconds for it. */
function writerThatTakes(milliseconds: (length: number) => number): PageWriter {
  return {
    problems: [],
    fill(block) {
      now += milliseconds(block.length);
      return block.length;
    },
  };
}

async function steps(pace: WritePace, writer: PageWriter, count: number): Promise<number[]> {
  const lengths: number[] = [];
  for (let i = 0; i < count; i++) lengths.push(await pace.fill(writer, BLOCK));
  return lengths;
}

describe('WritePace', () => {
  test('begins small, and doubles to 64 KiB while the writer is quick', async () => {
    const quick = writerThatTakes(() => 0);
    expect(await steps(new WritePace(), quick, 6)).toEqual([
      4096, 8192, 16_384, 32_768, 65_536, 65_536,
    ]);
  });

  test('takes smaller steps again when they last, down to 4 KiB', async () => {
    const slow = writerThatTakes((length) => (length > 4096 ? 1 : 0.3));
    const lengths = await steps(new WritePace(), slow, 4);
    expect(lengths).toEqual([4096, 4096, 4096, 4096]);
    const pace = new WritePace();
    await steps(
      pace,
      writerThatTakes(() => 0),
      5,
    );
    expect(await steps(pace, slow, 6)).toEqual([65_536, 32_768, 16_384, 8192, 4096, 4096]);
  });

  test('gives the event loop its turn when the budget is spent', async () => {
    let isOthersTurn = false;
    setImmediate(() => {
      isOthersTurn = true;
    });
    const pace = new WritePace(5);
    await pace.fill(
      writerThatTakes(() => 0),
      BLOCK,
    );
    expect(isOthersTurn).toBe(false);
    await pace.fill(
      writerThatTakes(() => 6),
      BLOCK,
    );
    await pace.fill(
      writerThatTakes(() => 0),
      BLOCK,
    );
    expect(isOthersTurn).toBe(true);
  });

  test('tells of the end', async () => {
    const ended: PageWriter = { problems: [], fill: () => 0 };
    expect(await new WritePace().fill(ended, BLOCK)).toBe(0);
  });
});
