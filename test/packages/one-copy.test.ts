import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { packages } = JSON.parse(
  readFileSync(join(__dirname, '../../package-lock.json'), 'utf8'),
) as { readonly packages: object };

// A second copy is read at each start: docs/adr/0017-opentelemetry-packages-in-pairs.md
test.each(['core', 'resources', 'sdk-metrics'])('there is one @opentelemetry/%s', (name) => {
  const places = Object.keys(packages).filter((path) => path.endsWith(`/@opentelemetry/${name}`));
  expect(places).toEqual([`node_modules/@opentelemetry/${name}`]);
});
