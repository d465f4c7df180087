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
if (folder === undefined) {
  process.stdout.write(
    'Skipped: the OpenMetrics corpus (set OPENMETRICS_TESTDATA to its folder)\n',
  );
}
const cases = folder === undefined ? [] : readCases(folder);

(folder === undefined ? describe.skip : describe)('the official OpenMetrics corpus', () => {
  it('is whole', () => {
    expect(cases.filter(({ shouldParse }) => shouldParse)).toHaveLength(44);
    expect(cases.filter(({ shouldParse }) => !shouldParse)).toHaveLength(167);
  });

  it.each(cases.filter(({ shouldParse }) => shouldParse))(
    'rule 18: $name is accepted',
    ({ page }) => {
      expect(() => parseOpenMetrics(page)).not.toThrow();
    },
  );

  it.each(cases.filter(({ shouldParse }) => !shouldParse))(
    'rule 18: $name is refused',
    ({ page }) => {
      expect(() => parseOpenMetrics(page)).toThrow(PageSyntaxError);
    },
  );
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
