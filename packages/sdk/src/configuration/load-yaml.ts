import { createRequire } from 'node:module';

/** `yaml`, read where a file is: its seventy modules are a tenth of the start, and a constructor cannot await an import. */
export function loadYaml(): typeof import('yaml') {
  return createRequire(import.meta.url)('yaml');
}
