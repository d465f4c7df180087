import { processClock } from '../src/monotonic-clock.js';
import { RunningTimer } from '../src/running-timer.js';

type Recorded = readonly [value: number, labels: unknown];

function start(labels: Readonly<Record<string, unknown>> = {}, unitsPerMs = 1e-3) {
  const recorded: Recorded[] = [];
  const record = (...measurement: Recorded) => void recorded.push(measurement);
  return {
    timer: new RunningTimer({ record }, labels, { nowMs: processClock, unitsPerMs }),
    recorded,
  };
}

describe('a timer', () => {
  let nowMs = 1000;
  beforeEach(() => {
    jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
  });
  afterEach(() => jest.restoreAllMocks());

  it('records the time from start to stop, once, and says it again', () => {
    const { timer, recorded } = start({ outcome: 'paid' });
    nowMs += 250;
    expect(timer.stop()).toBe(0.25);
    nowMs += 250;
    expect(timer.stop({ outcome: 'declined' })).toBe(0.25);
    expect(recorded).toEqual([[0.25, { outcome: 'paid' }]]);
  });

  it.each([
    [
      'set',
      (timer: RunningTimer) => {
        timer.set({ outcome: 'paid' });
        timer.stop();
      },
    ],
    ['at its stop', (timer: RunningTimer) => timer.stop({ outcome: 'paid' })],
    [
      'set before it is stopped',
      (timer: RunningTimer) => {
        timer.set({ outcome: 'lost' });
        timer.stop({ outcome: 'paid' });
      },
    ],
  ])('records labels that are amended, %s', (_, end) => {
    const { timer, recorded } = start({ outcome: 'declined', region: 'eu' });
    end(timer);
    expect(recorded).toEqual([[0, { outcome: 'paid', region: 'eu' }]]);
  });

  it('stops at the end of its block', () => {
    const { timer, recorded } = start();
    {
      using running = timer;
      running.set({ outcome: 'paid' });
      nowMs += 2000;
    }
    expect(recorded).toEqual([[2, { outcome: 'paid' }]]);
  });

  it('stops when its block is left by a throw', () => {
    const { timer, recorded } = start({ outcome: 'failed' });
    expect(() => {
      using _ = timer;
      nowMs += 1;
      throw new Error('no');
    }).toThrow('no');
    expect(recorded).toEqual([[0.001, { outcome: 'failed' }]]);
  });

  it('is zero when the clock runs backwards', () => {
    const { timer, recorded } = start();
    nowMs -= 3_600_000;
    expect(timer.stop()).toBe(0);
    expect(recorded).toEqual([[0, {}]]);
  });

  it('keeps the labels that it has when new ones cannot be read', () => {
    const { timer, recorded } = start({ outcome: 'paid' });
    timer.set({
      get outcome() {
        throw new Error('no');
      },
    });
    timer.set(null as never); // what plain JavaScript may pass
    timer.stop(5 as never); // the same
    expect(recorded).toEqual([[0, { outcome: 'paid' }]]);
  });
});
