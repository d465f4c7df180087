import { describeWith } from '../real-parts.js';
import { type CountingService, startCounting } from './counting-service.js';
import { inTerminal, screenOf } from './in-terminal.js';

const ENTER = '\x1b[?1049h';
const LEAVE = '\x1b[?25h\x1b[?1049l';
const HOSTILE = '\x1b]0;owned\x07\x1b[2J\u202eevil';

let service: CountingService;

beforeEach(async () => {
  service = await startCounting(HOSTILE);
});

afterEach(() => service.close());

describeWith(['pseudoTerminal'], 'meterkit top in a terminal', ({ pseudoTerminal }) => {
  const top = (...steps: Parameters<typeof inTerminal>[2]) =>
    inTerminal(pseudoTerminal, ['top', service.url, '--interval', '0.1'], steps);

  test('shows rates, quantiles and what was lately, and leaves the terminal as it was', async () => {
    const { output, marks, status, isRestored } = await top(
      { size: [30, 120] },
      { until: '/s' }, // no rate before the second reading
      { until: 'every' }, // the screen after that one begins
      { send: 'q' },
    );
    expect(status).toBe(0);
    expect(isRestored).toBe(true);
    expect(output.startsWith(ENTER)).toBe(true);
    expect(output.endsWith(LEAVE)).toBe(true);
    const lines = screenOf(output.slice(0, marks[1]));
    expect(lines[0]).toMatch(/^meterkit top {2}http:\S+ {2}every 0\.1 s, [\d.]+ (B|KiB) in /);
    expect(lines[1]?.trim()).toBe('43 series, zeros hidden, by name');
    expect(lines[2]).toMatch(/^SERIES +NOW +P50 +P90 +P99 LATELY/);
    const checkout = lines.find((line) => line.startsWith('checkout_seconds '));
    // half are in the first bucket: whether its bound is the quantile or above it is a matter of rounding
    expect(checkout).toMatch(/ [\d.]+( k)?\/s +(≤ )?100 ms +820 ms +982 ms /);
    expect(lines.find((line) => line.includes('orders_total{channel="web"}'))).toMatch(
      /\/s .*[▁-█]/,
    );
    expect(output).not.toContain('channel="app"');
  });

  test.each([
    ['Ctrl-C', { send: '\x03' }],
    ['SIGTERM', { signal: 15 }],
    ['SIGHUP', { signal: 1 }],
  ])('leaves the terminal as it was after %s', async (_name, step) => {
    const { output, status, isRestored } = await top({ size: [24, 80] }, { until: 'orders' }, step);
    expect(status).toBe(0);
    expect(isRestored).toBe(true);
    expect(output.endsWith(LEAVE)).toBe(true);
  });

  test('gives the terminal back at Ctrl-Z, and takes it again when it is continued', async () => {
    const { output, status, isRestored } = await top(
      { size: [24, 80] },
      { until: 'orders' },
      { send: '\x1a' },
      { until: LEAVE },
      { restored: true },
      { signal: 18 },
      { until: 'orders' },
      { send: 'q' },
    );
    expect(status).toBe(0);
    expect(isRestored).toBe(true);
    expect(output.split(ENTER)).toHaveLength(3);
    expect(output.split(LEAVE)).toHaveLength(3);
  });

  test('fits into the window, and at once into one that was made smaller', async () => {
    const args = ['top', service.url, '--interval', '60'];
    const { output, marks } = await inTerminal(pseudoTerminal, args, [
      { size: [30, 120] },
      { until: 'PgDn' },
      { size: [10, 50] },
      { until: 'pause  ↑…' },
      { send: 'q' },
    ]);
    expect(screenOf(output.slice(0, marks[0]))).toHaveLength(30);
    const lines = screenOf(output.slice(0, marks[1]));
    expect(lines).toHaveLength(10);
    expect(Math.max(...lines.map((line) => line.length))).toBe(50);
  });

  test('filters, sorts and scrolls by keys', async () => {
    const { output, marks } = await top(
      { size: [12, 100] },
      { until: 'orders' },
      { send: 'ss' },
      { until: 'by value' },
      { send: '/shard' },
      { until: 'filter: shard_' },
      { send: '\r' },
      { until: 'filter: shard ' },
      { send: '\x1b[B' },
      { until: 'shard="31"' },
      { send: 'q' },
    );
    const filtered = screenOf(output.slice(0, marks[3]));
    expect(filtered[1]?.trim()).toBe('40 series, zeros hidden, by value, filter: shard');
    expect(filtered[3]).toMatch(/^queue_length\{shard="39"\} +40 /);
    expect(screenOf(output.slice(0, marks[4]))[3]).toMatch(/^queue_length\{shard="38"\} +39 /);
  });

  test('says that a scrape failed, and goes on', async () => {
    service.failing = (scrape) => scrape > 3 && scrape <= 8;
    const { output, marks, status } = await top(
      { size: [24, 160] },
      { until: 'orders' },
      { until: 'expected 200, got 503 (not now)' },
      { until: '3 times in a row' },
      { until: 'by name' },
      { send: 'q' },
    );
    expect(status).toBe(0);
    expect(screenOf(output.slice(0, marks[1])).join('\n')).toContain('orders_total');
  });

  test('shows itself before the first answer, and does not wait for it to quit', async () => {
    service.isHanging = true;
    const args = ['top', service.url, '--timeout', '600'];
    const steps = [{ size: [24, 80] }, { until: '0 series' }, { send: 'q' }] as const;
    const { output, status, isRestored } = await inTerminal(pseudoTerminal, args, steps);
    expect({ status, isRestored }).toEqual({ status: 0, isRestored: true });
    expect(output.endsWith(LEAVE)).toBe(true);
  });

  test('lets no label value write to the terminal', async () => {
    const { output } = await top({ size: [60, 160] }, { until: 'evil' }, { send: 'q' });
    expect(output).toContain('\\u001b]0;owned\\u0007\\u001b[2J\\u202eevil');
    expect(output).not.toContain('\x07');
    expect(output).not.toContain('\u202e');
  });

  test('shows no colours under NO_COLOR', async () => {
    const steps = [{ size: [24, 80] }, { until: 'PgDn' }, { send: 'q' }] as const;
    const args = ['top', service.url, '--interval', '0.1'];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with one
    const COLOUR = /\x1b\[\d+m/;
    const coloured = await inTerminal(pseudoTerminal, args, steps);
    expect(coloured.output).toMatch(COLOUR);
    const plain = await inTerminal(pseudoTerminal, args, steps, { NO_COLOR: '1' });
    expect(plain.output).not.toMatch(COLOUR);
  });
});
