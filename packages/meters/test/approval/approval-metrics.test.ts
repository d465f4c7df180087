import { createStore, type Store } from '@meterkit/instruments';
import { ApprovalMetrics } from '../../src/approval/index.js';
import { seriesOf } from '../series-of.js';

const asked = { environment: 'Production', module: 'billing' } as const;
const decided = { ...asked, approver: 'alice' } as const;
const where = 'environment=Production,module=billing';

let store: Store;
let metrics: ApprovalMetrics;

beforeEach(() => {
  store = createStore();
  metrics = new ApprovalMetrics({ store });
});

test.each<[string, () => void, string]>([
  ['a request', () => metrics.recordApprovalRequested(asked), `approval.requests{${where}}`],
  [
    'a grant, with who granted it',
    () => metrics.recordApprovalGranted(decided),
    `approvals.granted{${where},approver=alice}`,
  ],
  [
    'a rejection, with who refused it and why',
    () => metrics.recordApprovalRejected({ ...decided, reason: 'ChangeFreeze' }),
    `approvals.rejected{${where},approver=alice,reason=ChangeFreeze}`,
  ],
])('%s', (_what, record, series) => {
  record();
  expect(seriesOf(store)).toEqual({ [series]: 1 });
});

test('no labels at all throw nothing', () => {
  metrics.recordApprovalRequested(undefined as never);
  metrics.recordApprovalGranted(null as never);
  metrics.recordApprovalRejected(7 as never);
});
