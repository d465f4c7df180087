import { access } from 'node:fs/promises';
import { join } from 'node:path';

/** The modules that can be deployed: `<directory>/<module>/<version>/`, each with its manifest. */
export class ModuleRepository {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  path(module: string, version: string): string {
    return join(this.#directory, module, version);
  }

  async has(module: string, version: string): Promise<boolean> {
    return access(this.path(module, version)).then(
      () => true,
      () => false,
    );
  }
}
