import { createTestStore, type TestStore } from '@meterkit/instruments/testing';
import { DeploymentMetrics } from '@meterkit/meters/deployment';
import { ProcessorMetrics } from '@meterkit/meters/processor';
import { RaftMetrics } from '@meterkit/meters/storage';
import { AttemptMetrics, WorkerMetrics } from '@meterkit/meters/worker';
import { type SystemName, systemMixin } from '@meterkit/mixin';
import { matchers, startScenario } from '@meterkit/sdk/testing';
import { describeWith } from '../real-parts.js';

expect.extend(matchers);

interface Behaviour {
  readonly alert: string;
  /** What happens each minute. */
  readonly healthy: () => void;
  readonly misbehaving: () => void;
}

const systems: Readonly<Record<SystemName, (store: TestStore) => Behaviour>> = {
  'deployment-orchestrator': (store) => {
    const deployments = new DeploymentMetrics({ store });
    const labels = { environment: 'Production', strategy: 'Canary', module: 'billing' } as const;
    return {
      alert: 'DeploymentsFailing',
      healthy: () => deployments.recordDeploymentCompleted(labels, 30),
      misbehaving: () =>
        deployments.recordDeploymentFailed({ ...labels, reason: 'EntryBroken' }, 30),
    };
  },
  'guestkit-worker': (store) => {
    const worker = new WorkerMetrics({ store, namespace: 'guestkit' });
    return {
      alert: 'WorkerJobsFailing',
      healthy: () => worker.track({ operation: 'inspect' }, () => 1),
      misbehaving: () => {
        worker.recordJobStarted();
        worker.recordJobEnded({ operation: 'inspect', status: 'failed' }, 1);
      },
    };
  },
  metastore: (store) => {
    const raft = new RaftMetrics({ store });
    let index = 0;
    return {
      alert: 'RaftLagging',
      healthy: () => {
        index += 500;
        for (const node of ['node-1', 'node-2', 'node-3']) raft.recordApplied(index, { node });
      },
      misbehaving: () => {
        index += 500;
        for (const node of ['node-1', 'node-2']) raft.recordApplied(index, { node });
      },
    };
  },
  'stream-processor': (store) => {
    const processor = new ProcessorMetrics({ store, namespace: 'processor' });
    return {
      alert: 'MeasurementsDropped',
      healthy: () => processor.watermarkLag.set(1),
      misbehaving: () => processor.watermarkLag.set(Number.NaN),
    };
  },
  'tops-worker': (store) => {
    const attempts = new AttemptMetrics({ store, namespace: 'tops' });
    return {
      alert: 'AttemptsFailing',
      healthy: () => attempts.recordAttemptSucceeded(20),
      misbehaving: () => attempts.recordAttemptFailed(20),
    };
  },
};

describeWith(['promtool'], 'of what is recorded, promtool says', () => {
  test.each(Object.keys(systems) as SystemName[])(
    'that a healthy %s alerts nobody, and that it does when it misbehaves',
    async (name) => {
      const store = createTestStore();
      const { alert, healthy, misbehaving } = systems[name](store);
      const { rules } = systemMixin(name);
      const scenario = await startScenario(store, { target: { job: name } });
      await scenario.advance('15m', healthy);
      const all = rules.flatMap((group) =>
        group.rules.flatMap((r) => ('alert' in r ? r.alert : [])),
      );
      for (const each of new Set(all)) await expect(scenario).not.toFireAlert(each, { rules });
      await scenario.advance('15m', misbehaving);
      await expect(scenario).toFireAlert(alert, { rules, labels: { job: name } });
      await expect(scenario).not.toFireAlert(alert, { rules, after: '15m' });
      await expect(scenario).not.toFireAlert('TargetDown', { rules });
    },
  );
});
