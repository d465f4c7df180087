import { gunzipSync } from 'node:zlib';
import { assemblePage, type FamilyColumns, type PageProblem } from '@meterkit/exposition';
import { SharedPage, type SharedPageOptions } from '../../src/endpoint/shared-page.js';
import { rows } from '../rows.js';

const plain: SharedPageOptions = {
  format: 'text',
  contentEncoding: 'identity',
  created: false,
  maxBytes: 0,
};
const small = (name = 'small') => rows(name, 1);
const large = () => rows('large', 60_000);

/** A page of a family for two scrapes, and how often it was ended and reported. */
function shared(family: FamilyColumns, options = plain) {
  const end = jest.fn();
  const report = jest.fn((_: readonly PageProblem[]) => undefined);
  const page = assemblePage([family]);
  const both = new SharedPage(
    Promise.resolve({ page, beganMs: 0, partial: false, report, end }),
    options,
  );
  return { page: both.join().join(), end, report };
}

test('holds the bytes of a small page, written and reported once', async () => {
  const { page, report } = shared(small());
  const { body } = await page.written;
  expect(String(body)).toBe('# HELP small Rows.\n# TYPE small gauge\nsmall{row="0"} 0\n');
  expect(report.mock.calls).toEqual([[[]]]);
});

test('compresses them', async () => {
  const { body } = await shared(small(), { ...plain, contentEncoding: 'gzip' }).page.written;
  expect(gunzipSync(body ?? '').toString()).toContain('small{row="0"} 0\n');
});

test('the page ends with its last scrape', async () => {
  const { page, end } = shared(small());
  await page.written;
  page.leave({ isSent: true });
  expect(end).not.toHaveBeenCalled();
  page.leave({ isSent: true });
  expect(end).toHaveBeenCalledTimes(1);
});

test('uses its memory again when all of every answer is sent', async () => {
  const { page } = shared(small());
  const { body } = await page.written;
  page.leave({ isSent: true });
  page.leave({ isSent: true });
  const next = await shared(small('next')).page.written;
  expect(next.body?.buffer).toBe(body?.buffer);
});

test.each([
  ['while one still reads', [true]],
  ['when one has gone without having read all', [false, true]],
  ['when the last has gone so', [true, false]],
])('does not use its memory again %s', async (_, left) => {
  const { page } = shared(small());
  const { body } = await page.written;
  const bytes = String(body);
  for (const isSent of left) page.leave({ isSent });
  const others = Array.from({ length: 6 }, () => shared(small('other')).page.written);
  for (const other of await Promise.all(others)) expect(other.body?.buffer).not.toBe(body?.buffer);
  expect(String(body)).toBe(bytes);
});

test('a page that is too large has no body, and is streamed whole by each scrape', async () => {
  const { page, report } = shared(large());
  expect((await page.written).body).toBeUndefined();
  const [first, second] = await Promise.all([streamed(page), streamed(page)]);
  expect(first.match(/^large\{row="\d+"\} 0$/gm)).toHaveLength(60_000);
  expect(second === first).toBe(true); // a difference would be printed
  expect(report).toHaveBeenCalledTimes(2);
});

test('a scrape whose stream fails leaves the other whole', async () => {
  const { page } = shared(large());
  await page.written;
  const failing = page.stream(() => Promise.reject(new Error('gone')));
  const other = streamed(page);
  await expect(failing).rejects.toThrow('gone');
  expect((await other).match(/^large\{row="\d+"\} 0$/gm)).toHaveLength(60_000);
});

test('rejects for all when the collection does', async () => {
  const page = new SharedPage(Promise.reject(new Error('no')), plain).join();
  await expect(page.written).rejects.toThrow('no');
  page.leave({ isSent: true });
});

async function streamed(page: SharedPage): Promise<string> {
  const blocks: Buffer[] = [];
  await page.stream(async (bytes) => void blocks.push(Buffer.from(bytes)));
  return Buffer.concat(blocks).toString();
}
