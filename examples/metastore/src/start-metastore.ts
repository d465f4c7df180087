import { Server } from '@grpc/grpc-js';
import { instrumentServer } from '@meterkit/auto-instrumentation/grpc';
import { RpcServerMetrics } from '@meterkit/meters/rpc';
import { AuthMetrics, LeaseMetrics, WatchMetrics } from '@meterkit/meters/storage';
import { init } from '@meterkit/sdk';
import { Users } from './auth/users.js';
import { limitRate } from './grpc/limit-rate.js';
import { listen } from './grpc/listen.js';
import type { FollowerProcess } from './raft/follower-process.js';
import { startCluster } from './raft/start-cluster.js';
import { addServices } from './services/add-services.js';
import { expireLeases } from './services/lease-service.js';
import { Watches } from './services/watches.js';
import type { Settings } from './settings.js';
import { StateMachine } from './store/state-machine.js';

const GRACE_MS = 1000;

export interface RunningMetastore {
  /** Undefined if metrics are off. */
  readonly metricsUrl: string | undefined;
  /** Where clients connect to, such as `127.0.0.1:50051`. */
  readonly address: string;
  readonly followers: readonly FollowerProcess[];
  /** Ends watches, lets requests under way end, and stops all nodes. */
  readonly stop: () => Promise<void>;
}

/** Starts all nodes, the leader in this process. Resolves when clients can come. */
export async function startMetastore(
  settings: Settings,
  log: (line: string) => void,
): Promise<RunningMetastore> {
  const { host, monitoring, panicEvery, requestsPerSecond } = settings;
  const telemetry = await init({
    serviceName: 'metastore',
    disabled: !monitoring.enabled,
    scrape: { host, port: monitoring.port },
    shutdown: { onSignal: false }, // stop() says when
  });
  const watches = new Watches(telemetry.get(WatchMetrics));
  const machine = new StateMachine((event) => watches.publish(event));
  const directory = settings.dataDirectory;
  const cluster = await startCluster({ directory, machine, telemetry, log });
  const { leader, followers } = cluster;

  const leaseMetrics = telemetry.get(LeaseMetrics);
  leaseMetrics.recordRestored(machine.leases.size);
  const stopExpiring = expireLeases(leader, machine.leases, leaseMetrics);

  const users = new Users(settings.users, telemetry.get(AuthMetrics));
  const rpc = telemetry.get(RpcServerMetrics);
  const limit = () => limitRate(requestsPerSecond, (method) => rpc.recordRateLimited({ method }));
  const server = new Server({ interceptors: requestsPerSecond > 0 ? [limit()] : [] });
  const slowSeconds = monitoring.enabled ? monitoring.slowRequestMs / 1000 : Infinity;
  instrumentServer(server, {
    metrics: rpc,
    onPanic: (method, error) =>
      log(`panic: ${method} ${error instanceof Error ? error.stack : error}`),
    onCallEnded: ({ method, code, durationSeconds, responseStream }) => {
      if (responseStream || durationSeconds <= slowSeconds) return; // a stream lasts as long as its client likes
      log(`slow: ${method} ${code} ${(durationSeconds * 1000).toFixed(0)} ms`);
    },
  });
  addServices(server, { leader, machine, users, watches, telemetry, panicEvery });
  const listening = await listen(server, host, settings.grpcPort);

  return {
    metricsUrl: telemetry.scrapeUrl,
    address: listening.address,
    followers,
    stop: async () => {
      stopExpiring();
      watches.endAll();
      await listening.close(GRACE_MS);
      await telemetry.shutdown(); // before the nodes, so that the last numbers can still be scraped
      await cluster.stop();
    },
  };
}
