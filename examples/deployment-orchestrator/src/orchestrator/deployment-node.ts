import { cp, mkdir, readdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import Module from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { DeploymentFailure } from './deployment-failure.js';
import { type Manifest, verifyModule } from './manifest.js';

/** One release of a module: what makes its directory's name. */
export interface Release {
  readonly module: string;
  /** `<version>_<deployment id>`: a version that is deployed again is another release. */
  readonly name: string;
}

/**
 * A node is a directory:
 *
 *     releases/<module>/<release>/   what was installed
 *     active/<module>                link to the release that counts; switched by one rename
 *     previous/<module>              link to what counted before, for a rollback
 */
export class DeploymentNode {
  readonly name: string;
  readonly #directory: string;

  constructor(directory: string) {
    this.name = basename(directory);
    this.#directory = directory;
  }

  /** Copies the module and verifies the copy. */
  async install(source: string, release: Release): Promise<void> {
    const target = this.#releasePath(release);
    await this.#available(() => cp(source, target, { recursive: true, verbatimSymlinks: true }));
    await verifyModule(target);
  }

  async activate(release: Release): Promise<void> {
    const active = await this.active(release.module);
    await this.#available(async () => {
      await this.#link('previous', release.module, active);
      await this.#link('active', release.module, release.name);
    });
  }

  /** Asks of the active version what a broken build would fail: that its entry compiles. */
  async check(module: string): Promise<void> {
    const directory = this.#linkPath('active', module);
    const manifest: Manifest = await verifyModule(directory);
    if (manifest.entry === undefined) return;
    try {
      const source = await readFile(join(directory, manifest.entry), 'utf8');
      new Script(Module.wrap(source), { filename: manifest.entry });
    } catch (error) {
      throw new DeploymentFailure(
        'EntryBroken',
        `${this.name}: ${manifest.entry}: ${error}`,
        error,
      );
    }
  }

  /** Removes the release and puts back what counted before it. True if the release was the active one. */
  async rollBack(release: Release): Promise<boolean> {
    const wasActive = (await this.active(release.module)) === release.name;
    if (wasActive) {
      await this.#link('active', release.module, await this.#read('previous', release.module));
      await this.#link('previous', release.module, undefined);
    }
    await this.#remove(release);
    return wasActive;
  }

  /** The name of the active release, undefined for a module that is not on this node. */
  active(module: string): Promise<string | undefined> {
    return this.#read('active', module);
  }

  /** Removes the releases that are neither active nor previous. */
  async prune(module: string): Promise<void> {
    const kept = [await this.active(module), await this.#read('previous', module)];
    for (const name of await readdir(join(this.#directory, 'releases', module))) {
      if (!kept.includes(name)) await this.#remove({ module, name });
    }
  }

  async #remove(release: Release): Promise<void> {
    await rm(this.#releasePath(release), { recursive: true, force: true });
  }

  /** A link is replaced by a rename: whoever reads it sees the old release or the new one, at any moment. */
  async #link(kind: 'active' | 'previous', module: string, release: string | undefined) {
    const link = this.#linkPath(kind, module);
    if (release === undefined) return rm(link, { force: true });
    const next = this.#linkPath(kind, `.${module}`); // no module's name begins with a dot
    await mkdir(dirname(link), { recursive: true });
    await rm(next, { force: true });
    await symlink(join('..', 'releases', module, release), next, 'dir');
    await rename(next, link);
  }

  async #read(kind: 'active' | 'previous', module: string): Promise<string | undefined> {
    const target = await readlink(this.#linkPath(kind, module)).catch(() => undefined);
    return target && basename(target);
  }

  #linkPath(kind: 'active' | 'previous', module: string): string {
    return join(this.#directory, kind, module);
  }

  #releasePath(release: Release): string {
    return join(this.#directory, 'releases', release.module, release.name);
  }

  async #available<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new DeploymentFailure('NodeUnavailable', `${this.name}: ${error}`, error);
    }
  }
}
