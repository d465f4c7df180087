import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const names = readdirSync(join(root, 'packages'));
let copy: string;

beforeEach(() => {
  // The manifests alone, without sources: what a test adds is the only thing that can be wrong.
  copy = mkdtempSync(join(tmpdir(), 'meterkit-boundaries-'));
  for (const file of ['package.json', 'package-lock.json', 'turbo.json']) {
    cpSync(join(root, file), join(copy, file));
  }
  for (const name of names) {
    mkdirSync(join(copy, 'packages', name, 'src'), { recursive: true });
    for (const file of ['package.json', 'turbo.json']) {
      cpSync(join(root, 'packages', name, file), join(copy, 'packages', name, file));
    }
  }
});

afterEach(() => rmSync(copy, { recursive: true, force: true }));

test('the packages as they are pass', () => {
  expect(boundaries()).toMatch(/no issues found/);
});

test.each(names)('%s has its own name as its tag, which has a rule', (name) => {
  const { tags } = JSON.parse(readFileSync(join(copy, 'packages', name, 'turbo.json'), 'utf8'));
  const rules = JSON.parse(readFileSync(join(copy, 'turbo.json'), 'utf8')).boundaries.tags;
  expect(tags).toEqual([name]);
  expect(rules).toHaveProperty(name);
});

test.each([
  ['instruments', 'exposition'],
  ['instruments', 'meters'],
  ['exposition', 'instruments'],
  ['meters', 'exposition'],
  ['meters', 'sdk'],
])('%s must not depend on %s', (from, to) => {
  const manifest = join(copy, 'packages', from, 'package.json');
  const content = JSON.parse(readFileSync(manifest, 'utf8'));
  content.dependencies = { [`@meterkit/${to}`]: content.version };
  writeFileSync(manifest, JSON.stringify(content));
  expect(boundaries()).toMatch(/tag not found here/);
});

test.each([
  ["import '@meterkit/sdk';", /because it is not a dependency/],
  ["import '../../instruments/src/label.js';", /leaves the package/],
])('exposition must not contain %s', (source, message) => {
  writeFileSync(join(copy, 'packages/exposition/src/index.ts'), source);
  expect(boundaries().replaceAll(/\s*\|?\s+/g, ' ')).toMatch(message);
});

function boundaries(): string {
  try {
    return execFileSync(join(root, 'node_modules/.bin/turbo'), ['boundaries'], {
      cwd: copy,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (failed) {
    return (failed as { stderr: string }).stderr; // what execFileSync throws for an exit code
  }
}
