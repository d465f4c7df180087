import { resolve } from 'node:path';
import type { FamilyColumns } from '@meterkit/exposition';
import type { Store } from '@meterkit/instruments';
import { ConfigurationError, problemMessage } from '../configuration/configuration-error.js';
import type { FileReading } from '../configuration/read-policy-file.js';
import {
  type ResolvedConfiguration,
  resolvePolicy,
  type SettledOptions,
} from '../configuration/resolve-configuration.js';
import { instrumentPolicy } from '../configure-instruments.js';
import type { LeveledLogger } from '../leveled-logger.js';
import { PagePolicy } from '../opentelemetry/page-policy.js';
import { PolicyMetrics } from './policy-metrics.js';
import { unmatchedNames } from './unmatched-names.js';
import { watchFile } from './watch-file.js';

export interface LivePolicyContext {
  /** Its policy is in force already where it concerns the store and the logger. */
  readonly resolved: ResolvedConfiguration;
  readonly store: Store;
  readonly logger: LeveledLogger;
  /** Resolves at a moment when nothing is being collected. */
  readonly idle: () => Promise<void>;
  /** Between two readings of the file. Default 1000. */
  readonly intervalMs?: number;
}

/**
 * What is in force of the options that can change while the process runs. Watches the policy file, where there is one, and puts
 * all of it in force between two collections, or nothing of it when anything is wrong with it.
 */
export class LivePolicy {
  readonly #context: LivePolicyContext;
  readonly #file: string;
  readonly #metrics: PolicyMetrics | undefined;
  readonly #unwatch: () => void = () => undefined;
  #isStopped = false;
  #inForce: SettledOptions;
  #ofPage: PagePolicy;
  /** Since it is in force. */
  #collections = 0;

  constructor(context: LivePolicyContext) {
    const { resolved, store, intervalMs = 1000 } = context;
    const { policy, configuration, inForce } = resolved;
    this.#context = context;
    this.#file = String(configuration.policyFile);
    this.#inForce = inForce;
    this.#ofPage = new PagePolicy(inForce.configuration);
    if (policy === undefined || configuration.disabled) return;
    this.#metrics = new PolicyMetrics({ store });
    this.#metrics.applied.set('text' in policy ? Date.now() / 1000 : 0);
    this.#metrics.lastReloadSuccessful.set(1);
    const changed = (reading: FileReading) => this.#changed(reading);
    this.#unwatch = watchFile({ path: resolve(this.#file), known: policy, changed, intervalMs });
  }

  get ofPage(): PagePolicy {
    return this.#ofPage;
  }

  /**
   * To be called with what each collection brought. Names that match no instrument are told at the second: at the first many an
   * instrument has not been made.
   */
  collected(streams: readonly FamilyColumns[]): void {
    if (++this.#collections !== 2) return;
    const { store, logger } = this.#context;
    for (const problem of unmatchedNames(this.#inForce, store, streams))
      logger.warn(problemMessage(problem));
  }

  /** Watches no longer; what is in force stays. */
  stop(): void {
    this.#isStopped = true;
    this.#unwatch();
  }

  async #changed(reading: FileReading): Promise<void> {
    const { resolved, logger, idle } = this.#context;
    if ('reason' in reading) {
      logger.warn(`policyFile: cannot read ${this.#file} (${reading.reason}); what it said stays`);
      return;
    }
    try {
      const inForce = resolvePolicy(resolved, reading.text);
      await idle();
      if (this.#isStopped) return;
      this.#apply(inForce);
      this.#told('applied');
      logger.info(`policyFile: ${this.#file} is applied`);
    } catch (error) {
      this.#told('refused');
      const problems =
        error instanceof ConfigurationError ? error.problems.map(problemMessage) : [String(error)];
      const lines = [`policyFile: ${this.#file} is refused, the policy before stays:`, ...problems];
      logger.error(lines.join('\n  '));
    }
  }

  #apply(inForce: SettledOptions): void {
    const { configuration } = inForce;
    this.#context.store.configure({ policy: instrumentPolicy(configuration) });
    this.#context.logger.level = configuration.logLevel;
    this.#inForce = inForce;
    this.#ofPage = new PagePolicy(configuration);
    this.#collections = 0;
    this.#metrics?.applied.set(Date.now() / 1000);
  }

  #told(outcome: 'applied' | 'refused'): void {
    this.#metrics?.reloads.add(1, { outcome });
    this.#metrics?.lastReloadSuccessful.set(outcome === 'applied' ? 1 : 0);
  }
}
