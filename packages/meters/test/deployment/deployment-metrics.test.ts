import { createStore, type Store } from '@meterkit/instruments';
import { type DeploymentContext, DeploymentMetrics } from '../../src/deployment/index.js';
import { seriesOf } from '../series-of.js';

const labels = { environment: 'QA', strategy: 'Canary', module: 'billing' } as const;
const where = 'environment=QA,module=billing';
const all = 'environment=QA,strategy=Canary,module=billing';
const span = 'environment=QA,strategy=Canary';

let store: Store;
let metrics: DeploymentMetrics;

beforeEach(() => {
  store = createStore();
  metrics = new DeploymentMetrics({ store });
});

describe('the recording points', () => {
  const { environment, module } = labels;
  test.each<[string, () => void, Readonly<Record<string, unknown>>]>([
    [
      'recordDeploymentStarted',
      () => metrics.recordDeploymentStarted(labels),
      { [`deployments.started{${all}}`]: 1 },
    ],
    [
      'recordDeploymentCompleted',
      () => metrics.recordDeploymentCompleted(labels, 3),
      {
        [`deployments.completed{${all}}`]: 1,
        [`deployment.duration{${span},status=success}`]: [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3],
      },
    ],
    [
      'recordDeploymentFailed',
      () => metrics.recordDeploymentFailed({ ...labels, reason: 'DiskFull' }, 5000),
      {
        [`deployments.failed{${all},reason=DiskFull}`]: 1,
        [`deployment.duration{${span},status=failure}`]: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 5000],
      },
    ],
    [
      'recordDeploymentFailed of what was undone',
      () => metrics.recordDeploymentFailed({ ...labels, reason: 'DiskFull' }, 1, 'rolled_back'),
      {
        [`deployments.failed{${all},reason=DiskFull}`]: 1,
        [`deployment.duration{${span},status=rolled_back}`]: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
      },
    ],
    [
      'recordRolledBack',
      () => metrics.recordRolledBack({ environment, module }),
      { [`deployments.rolled_back{${where}}`]: 1 },
    ],
    [
      'recordModulesDeployed',
      () => metrics.recordModulesDeployed(4, { environment, module }),
      { [`modules.deployed{${where}}`]: 4 },
    ],
    [
      'recordNodesUpdated',
      () => metrics.recordNodesUpdated(6, { environment, operation: 'rollback' }),
      { 'nodes.updated{environment=QA,operation=rollback}': 6 },
    ],
  ])('%s', (_name, record, expected) => {
    record();
    expect(seriesOf(store)).toEqual(expected);
  });
});

describe('track', () => {
  const started = { [`deployments.started{${all}}`]: 1 };
  const endings: readonly [
    what: string,
    fn: (deployment: DeploymentContext) => void,
    status: string,
    counted: Readonly<Record<string, number>>,
  ][] = [
    ['ends', () => {}, 'success', { [`deployments.completed{${all}}`]: 1 }],
    [
      'fails',
      () => {
        throw new RangeError('no');
      },
      'failure',
      { [`deployments.failed{${all},reason=RangeError}`]: 1 },
    ],
    [
      'is rolled back and fails',
      ({ rolledBack }) => {
        rolledBack();
        throw new RangeError('no');
      },
      'rolled_back',
      {
        [`deployments.failed{${all},reason=RangeError}`]: 1,
        [`deployments.rolled_back{${where}}`]: 1,
      },
    ],
    [
      'is rolled back, says so twice, and ends',
      ({ rolledBack }) => {
        rolledBack();
        rolledBack();
      },
      'rolled_back',
      {
        [`deployments.failed{${all},reason=rolled_back}`]: 1,
        [`deployments.rolled_back{${where}}`]: 1,
      },
    ],
    [
      'tells what it does',
      ({ nodesUpdated, modulesDeployed }) => {
        nodesUpdated(3);
        nodesUpdated(2, 'rollback');
        modulesDeployed(1);
      },
      'success',
      {
        [`deployments.completed{${all}}`]: 1,
        'nodes.updated{environment=QA,operation=deploy}': 3,
        'nodes.updated{environment=QA,operation=rollback}': 2,
        [`modules.deployed{${where}}`]: 1,
      },
    ],
  ];

  describe.each(['sync', 'async'] as const)('%s', (way) => {
    test.each(endings)('a deployment that %s', async (_what, fn, status, counted) => {
      try {
        await metrics.track(labels, way === 'sync' ? fn : async (context) => fn(context));
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
      const series = { ...seriesOf(store) };
      const duration = `deployment.duration{${span},status=${status}}`;
      expect(series[duration]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, expect.any(Number)]);
      delete series[duration];
      expect(series).toEqual({ ...started, ...counted });
      expect(metrics.inProgress).toBe(0);
    });
  });

  test('the duration is the time from the start to the end of the promise, in seconds', async () => {
    jest.useFakeTimers();
    const run = metrics.track(labels, () => new Promise((resolve) => setTimeout(resolve, 45_000)));
    jest.advanceTimersByTime(45_000);
    await run;
    jest.useRealTimers();
    expect(seriesOf(store)).toMatchObject({
      [`deployment.duration{${span},status=success}`]: [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 45],
    });
  });

  test('a deployment is in progress until its promise settles, and not yet completed', async () => {
    let finish = () => {};
    const run = metrics.track(labels, () => new Promise<void>((resolve) => (finish = resolve)));
    expect(metrics.inProgress).toBe(1);
    expect(seriesOf(store)).toEqual(started);
    finish();
    await run;
    expect(metrics.inProgress).toBe(0);
  });

  test('the end has the labels of the start, whatever becomes of the object', async () => {
    const changing = { ...labels, module: 'billing' };
    await metrics.track(changing, async (deployment) => {
      changing.module = 'payments';
      deployment.modulesDeployed(1);
    });
    expect(seriesOf(store)).toMatchObject({
      [`modules.deployed{${where}}`]: 1,
      [`deployments.completed{${all}}`]: 1,
    });
  });

  test('the result and the error are those of the function', async () => {
    const error = new Error('no');
    expect(metrics.track(labels, () => 7)).toBe(7);
    expect(await metrics.track(labels, async () => 8)).toBe(8);
    await expect(metrics.track(labels, () => Promise.reject(error))).rejects.toBe(error);
  });

  test('reason says what a failure is counted under', () => {
    const fail = () => {
      throw Object.assign(new Error('no'), { code: 'ENOSPC' });
    };
    const reason = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'other';
    expect(() => metrics.track(labels, fail, { reason })).toThrow('no');
    expect(seriesOf(store)).toMatchObject({ [`deployments.failed{${all},reason=ENOSPC}`]: 1 });
  });

  test('a reason that throws changes neither the error nor the count', () => {
    const fail = () => {
      throw new Error('the real one');
    };
    const reason = (): string => {
      throw new Error('another one');
    };
    expect(() => metrics.track(labels, fail, { reason })).toThrow('the real one');
    expect(seriesOf(store)).toMatchObject({ [`deployments.failed{${all},reason=unknown}`]: 1 });
  });
});

describe('what plain JavaScript may pass', () => {
  const hostile = Object.defineProperty({}, 'module', {
    enumerable: true,
    get: () => {
      throw new Error('getter');
    },
  });
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a string', 'QA'],
    ['an object whose getter throws', hostile],
  ])('%s for labels throws nowhere', (_what, given) => {
    const wrong = given as never; // what the compiler would refuse
    metrics.recordDeploymentStarted(wrong);
    metrics.recordDeploymentCompleted(wrong, 1);
    metrics.recordDeploymentFailed(wrong, 1);
    metrics.recordRolledBack(wrong);
    metrics.recordModulesDeployed(1, wrong);
    metrics.recordNodesUpdated(1, wrong);
    expect(metrics.track(wrong, () => 7, null as never)).toBe(7);
  });
});

test('two meters on one store are the same series', () => {
  metrics.recordDeploymentStarted(labels);
  new DeploymentMetrics({ store }).recordDeploymentStarted(labels);
  expect(seriesOf(store)).toEqual({ [`deployments.started{${all}}`]: 2 });
});

test('a misspelt or missing label does not compile', () => {
  // @ts-expect-error strategy is missing
  metrics.recordDeploymentStarted({ environment: 'QA', module: 'billing' });
  // @ts-expect-error the set of operations is closed
  metrics.recordNodesUpdated(1, { environment: 'QA', operation: 'undo' });
});
