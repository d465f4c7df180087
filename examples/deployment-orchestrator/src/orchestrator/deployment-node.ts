import { cp, mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkEntry, verifyModule } from './module.js';

/**
 * A node is a directory. This is what it has of one module:
 *
 *     <module>/releases/<release>/   what was installed
 *     <module>/active                link to the release that counts
 *
 * Beside the active release there is one other at most: the one to come, or the one before.
 */
export class DeploymentNode {
  readonly #active: string;
  readonly #releases: string;

  constructor(directory: string, module: string) {
    this.#active = join(directory, module, 'active');
    this.#releases = join(directory, module, 'releases');
  }

  /** Copies a module beside the active release, and verifies the copy. */
  async install(source: string, release: string): Promise<void> {
    await mkdir(this.#releases, { recursive: true });
    for (const old of await this.#allBut(await this.active())) await this.#remove(old);
    const target = join(this.#releases, release);
    await cp(source, target, { recursive: true, verbatimSymlinks: true });
    await verifyModule(target);
  }

  /** One rename: whoever reads through the link sees the old release or the new one, at any moment. */
  async activate(release: string): Promise<void> {
    const next = `${this.#active}.next`;
    await rm(next, { force: true });
    await symlink(join('releases', release), next, 'dir');
    await rename(next, this.#active);
  }

  /** Asks of the active release what a broken build fails. */
  check(): Promise<void> {
    return checkEntry(this.#active);
  }

  /** Removes the release, and puts back the one before if it was active. Tells whether it was. */
  async rollBack(release: string): Promise<boolean> {
    const wasActive = (await this.active()) === release;
    if (wasActive) {
      const [before] = await this.#allBut(release);
      await (before === undefined ? rm(this.#active) : this.activate(before));
    }
    await this.#remove(release);
    return wasActive;
  }

  /** The name of the active release, undefined if there is none. */
  async active(): Promise<string | undefined> {
    try {
      return basename(await readlink(this.#active));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined; // what readlink throws
      throw error; // what there is must not be taken for nothing
    }
  }

  async #allBut(kept: string | undefined): Promise<readonly string[]> {
    return (await readdir(this.#releases)).filter((release) => release !== kept);
  }

  async #remove(release: string): Promise<void> {
    await rm(join(this.#releases, release), { recursive: true, force: true });
  }
}
