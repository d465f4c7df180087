import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Packages come from their sources, as in jest's tests. */
const conditions = ['@meterkit/source', 'node', 'import'];

export default {
  cacheDir: join(tmpdir(), 'meterkit-vitest'),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { include: ['*.vitest.ts'], watch: false },
};
