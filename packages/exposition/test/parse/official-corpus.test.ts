import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PageSyntaxError } from '../../src/parse/page-syntax-error.js';
import { parseOpenMetrics } from '../../src/parse/parse-openmetrics.js';

interface Case {
  readonly name: string;
  readonly page: Uint8Array;
  readonly shouldParse: boolean;
}

const folder = process.env.OPENMETRICS_TESTDATA;

describe('the official OpenMetrics corpus', () => {
  if (folder === undefined) {
    process.stdout.write('Skipped: the OpenMetrics corpus, without OPENMETRICS_TESTDATA\n');
    it.skip('needs OPENMETRICS_TESTDATA (the folder tests/testdata/parsers of OpenMetrics)', () => {});
    return;
  }
  const cases = readCases(folder);
  const good = cases.filter(({ shouldParse }) => shouldParse);
  const bad = cases.filter(({ shouldParse }) => !shouldParse);

  it('is whole', () => {
    expect([good.length, bad.length]).toEqual([44, 167]);
  });

  it.each(good)('rule 18: $name is accepted', ({ page }) => {
    expect(() => parseOpenMetrics(page)).not.toThrow();
  });

  it.each(bad)('rule 18: $name is refused', ({ page }) => {
    expect(() => parseOpenMetrics(page)).toThrow(PageSyntaxError);
  });
});

function readCases(root: string): readonly Case[] {
  return readdirSync(root).map((name) => {
    const description: unknown = JSON.parse(
      readFileSync(path.join(root, name, 'test.json'), 'utf8'),
    );
    const { file, shouldParse } = description as { file: string; shouldParse: boolean }; // its layout
    return { name, page: readFileSync(path.join(root, name, file)), shouldParse };
  });
}
