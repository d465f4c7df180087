import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Server, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { RpcServerMetrics } from '@meterkit/meters/rpc';
import {
  AuthMetrics,
  LeaseMetrics,
  MvccMetrics,
  RaftMetrics,
  StorageMetrics,
  WatchMetrics,
} from '@meterkit/meters/storage';
import { init, type Telemetry } from '@meterkit/sdk';
import { Users } from './auth/users.js';
import { limitRate } from './grpc/limit-rate.js';
import { listen } from './grpc/listen.js';
import type { Change } from './grpc/messages.js';
import { type CallObserver, observeCalls, unobserved } from './grpc/observe-calls.js';
import { clientServices, protocol } from './grpc/protocol.js';
import type { LogEntry } from './log/command.js';
import { WriteAheadLog } from './log/write-ahead-log.js';
import { FollowerProcess } from './raft/follower-process.js';
import { Leader } from './raft/leader.js';
import { authService } from './services/auth-service.js';
import { expireLeases } from './services/expire-leases.js';
import { keyValueService } from './services/key-value-service.js';
import { leaseService } from './services/lease-service.js';
import { Watches, watchService } from './services/watch-service.js';
import type { Settings } from './settings.js';
import { StateMachine } from './store/state-machine.js';

const LEADER = 'node-1';
const FOLLOWERS = ['node-2', 'node-3'];
const GRACE_MS = 1000;
const followerMain = new URL('./follower-main.js', import.meta.url);

export interface RunningMetastore {
  /** Undefined if metrics are off. */
  readonly metricsUrl: string | undefined;
  /** Where clients connect to, such as `127.0.0.1:50051`. */
  readonly address: string;
  readonly followers: readonly FollowerProcess[];
  /** Ends watches, lets requests under way end, and stops all nodes. */
  readonly stop: () => Promise<void>;
}

type Log = (line: string) => void;

/** Starts the leader in this process and its followers in processes of their own. Resolves when clients can come. */
export async function startMetastore(settings: Settings, log: Log): Promise<RunningMetastore> {
  const { dataDirectory, host, monitoring, users: userSettings } = settings;
  const telemetry = await init({
    serviceName: 'metastore',
    disabled: !monitoring.enabled,
    scrape: { host, port: monitoring.port },
    shutdown: { onSignal: false }, // stop() says when
  });
  await mkdir(dataDirectory, { recursive: true });
  const logPath = (node: string) => join(dataDirectory, `${node}.log`);
  const wal = await WriteAheadLog.open(logPath(LEADER), telemetry.get(StorageMetrics));
  const watches = new Watches(telemetry.get(WatchMetrics));
  const machine = new StateMachine({ onEvent: (event) => watches.publish(event) });
  const leader = new Leader({
    name: LEADER,
    followers: FOLLOWERS,
    log: wal,
    metrics: telemetry.get(RaftMetrics),
    apply: (entry) => apply(entry),
  });
  const apply = measuredApply(machine, telemetry, leader.term);
  log(`${LEADER}: leads term ${leader.term}; it is the first in order, nobody votes`);
  const followers = leader.peers.map((peer) => {
    const onListening = (address: string) => peer.moveTo(address);
    const name = peer.name;
    return new FollowerProcess({
      name,
      file: followerMain,
      logPath: logPath(name),
      onListening,
      log,
    });
  });
  await leader.start();

  const leaseMetrics = telemetry.get(LeaseMetrics);
  leaseMetrics.recordRestored(machine.leases.size);
  const stopExpiring = expireLeases(leader, machine.leases, leaseMetrics);
  const users = new Users(userSettings, telemetry.get(AuthMetrics));
  const observer = monitoring.enabled ? observe(telemetry, settings, log) : unobserved;
  const onPanic = (method: string, error: unknown) => {
    observer.panicked(method);
    log(`panic: ${method} ${error instanceof Error ? error.stack : error}`);
  };
  const { leases, revisions } = machine;
  const server = new Server({ interceptors: interceptors(observer, settings) });
  const keyValues = { leader, revisions, users, metrics: telemetry.get(StorageMetrics), onPanic };
  // grpc-js knows nothing of the types of handlers; the services say themselves what they take
  const add = (name: keyof typeof protocol, service: UntypedServiceImplementation) =>
    server.addService(protocol[name], service);
  add('metastore.KeyValue', keyValueService({ ...keyValues, panicEvery: settings.panicEvery }));
  add(
    'metastore.Watch',
    watchService(watches, () => revisions.current, onPanic),
  );
  add('metastore.Lease', leaseService({ leader, leases, users, metrics: leaseMetrics, onPanic }));
  add('metastore.Auth', authService(users, onPanic));
  const listening = await listen(server, { host, port: settings.grpcPort }, observer.connected);

  return {
    metricsUrl: telemetry.scrapeUrl,
    address: listening.address,
    followers,
    stop: async () => {
      stopExpiring();
      watches.endAll();
      await listening.close(GRACE_MS);
      await leader.stop();
      await telemetry.shutdown();
      await Promise.all(followers.map((follower) => follower.stop()));
      await wal.close();
    },
  };
}

/** Only what is done in this life is counted, not what is done once more of an earlier one. */
function measuredApply(machine: StateMachine, telemetry: Telemetry, term: number) {
  const storage = telemetry.get(StorageMetrics);
  const mvcc = telemetry.get(MvccMetrics);
  return ({ command, term: termOfEntry }: LogEntry): Change => {
    const apply = () => machine.apply(command);
    const isOwn = termOfEntry === term && command.type !== 'none';
    const labels = { operation: command.type, storage: 'revisions' };
    const change = isOwn ? storage.track(labels, apply) : apply();
    mvcc.recordRevision(change.revision);
    if (isOwn && command.type === 'compact') mvcc.recordCompacted();
    return change;
  };
}

function observe(telemetry: Telemetry, settings: Settings, log: Log): CallObserver {
  return observeCalls(telemetry.get(RpcServerMetrics), {
    methods: clientServices.flatMap((service) => Object.values(service).map(({ path }) => path)),
    slowMs: settings.monitoring.slowRequestMs,
    log,
  });
}

function interceptors({ interceptors, rateLimited }: CallObserver, settings: Settings) {
  const { requestsPerSecond } = settings;
  const limits = requestsPerSecond > 0 ? [limitRate(requestsPerSecond, rateLimited)] : [];
  return [...interceptors, ...limits];
}
