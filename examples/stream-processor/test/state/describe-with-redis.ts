import { existsSync } from 'node:fs';

const folders = (process.env.PATH ?? '').split(':');
const program = folders.map((path) => `${path}/redis-server`).find((path) => existsSync(path));

/**
 * A `describe` for what needs a real Redis; the suite gets the path of the server. Without one it is a skipped test that
 * says what to install, which fails the run under REQUIRE_REAL_PARTS=1.
 */
export function describeWithRedis(name: string, suite: (redisServer: string) => void): void {
  describe(name, () => {
    if (program === undefined)
      test.skip('needs redis-server (apt-get install redis-server)', () => {});
    else suite(program);
  });
}
