import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What a suite may need beyond npm packages: how to find it (its path), and how to get it. */
const parts = {
  prometheus: { find: () => program('prometheus'), get: 'apt-get install prometheus' },
  promtool: { find: () => program('promtool'), get: 'apt-get install prometheus' },
  alertmanager: {
    find: () => program('prometheus-alertmanager'),
    get: 'apt-get install prometheus-alertmanager',
  },
  python: {
    find: () => ['python3', '/usr/bin/python3'].find((python) => imports(python)),
    get: 'apt-get install python3 python3-prometheus-client',
  },
  chromium: { find: () => program('chromium'), get: 'apt-get install chromium' },
  openMetricsTestdata: {
    find: () => folder(process.env.OPENMETRICS_TESTDATA),
    get: 'set OPENMETRICS_TESTDATA to tests/testdata/parsers of a prometheus/OpenMetrics checkout',
  },
} as const satisfies Record<string, { find: () => string | undefined; get: string }>;

/** A program or data set that is not an npm package; `python` is a Python 3 with prometheus_client. */
export type RealPart = keyof typeof parts;

/** Its path, where it is installed. A suite that only gains by it asks so; one that needs it is a {@link describeWith}. */
export function realPart(part: RealPart): string | undefined {
  return parts[part].find();
}

/**
 * A `describe` for suites that need real parts; the suite gets their paths.
 *
 * Where one is missing the suite is one skipped test that says what to install. Skipped tests are listed at the end of
 * a run, and fail it under REQUIRE_REAL_PARTS=1.
 */
export function describeWith<const Part extends RealPart>(
  needed: readonly Part[],
  name: string,
  suite: (paths: Readonly<Record<Part, string>>) => void,
): void {
  const found = needed.map((part) => [part, realPart(part)] as const);
  const missing = found.filter(([, path]) => path === undefined).map(([part]) => part);
  describe(name, () => {
    if (missing.length === 0) {
      suite(Object.fromEntries(found) as Record<Part, string>); // none is undefined
    } else {
      const wanted = missing.map((part) => `${part} (${parts[part].get})`);
      test.skip(`needs ${wanted.join(', ')}`, () => {});
    }
  });
}

function program(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(':');
  return folders.map((path) => `${path}/${name}`).find((path) => existsSync(path));
}

function imports(python: string): boolean {
  try {
    execFileSync(python, ['-c', 'import prometheus_client.openmetrics.parser'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

function folder(path: string | undefined): string | undefined {
  return path !== undefined && existsSync(path) ? path : undefined;
}
