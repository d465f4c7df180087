import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from '@grpc/grpc-js';
import { instrumentServer } from '@meterkit/auto-instrumentation/grpc';
import { RpcServerMetrics } from '@meterkit/meters/rpc';
import { RaftMetrics, StorageMetrics } from '@meterkit/meters/storage';
import { init } from '@meterkit/sdk';
import { limitRate } from './grpc/limit-rate.js';
import { listen } from './grpc/listen.js';
import { type FetchRequest, protocol } from './grpc/protocol.js';
import { unary } from './grpc/unary.js';
import { openLog } from './log/write-ahead-log.js';
import { Leader } from './raft/leader.js';
import { type FollowerProcess, startFollowerProcess } from './raft/start-follower-process.js';
import { addServices } from './services/add-services.js';
import type { Settings } from './settings.js';
import { measuredApply } from './store/measured-apply.js';
import { StateMachine } from './store/state-machine.js';

const LEADER = 'node-1';
const FOLLOWERS = ['node-2', 'node-3'];
const GRACE_MS = 1000;

export interface RunningMetastore {
  /** Undefined if metrics are off. */
  readonly metricsUrl: string | undefined;
  /** Where clients connect to, such as `127.0.0.1:50051`. */
  readonly address: string;
  readonly followers: readonly FollowerProcess[];
  /** Lets requests under way end for a second, and stops all nodes. */
  readonly stop: () => Promise<void>;
}

/** Starts all nodes, the leader in this process. Resolves when clients can come. */
export async function startMetastore(
  settings: Settings,
  log: (line: string) => void,
): Promise<RunningMetastore> {
  const { host, monitoring } = settings;
  const telemetry = await init({
    serviceName: 'metastore',
    disabled: !monitoring.enabled,
    automatic: { http: 'off' }, // or each question of a follower, which waits for news, would be a slow request
    scrape: { host, port: monitoring.port },
    shutdown: { onSignal: false }, // stop() says when
  });

  const machine = new StateMachine();
  await mkdir(settings.dataDirectory, { recursive: true });
  const logPath = (node: string) => join(settings.dataDirectory, `${node}.log`);
  const wal = await openLog(logPath(LEADER), telemetry.get(StorageMetrics));
  const leader = new Leader({
    nodes: [LEADER, ...FOLLOWERS],
    log: wal,
    metrics: telemetry.get(RaftMetrics),
    apply: measuredApply(machine, telemetry),
  });
  log(`${LEADER}: leads term ${leader.term}, as the first in order: nobody votes`);
  const forNodes = new Server(); // on a port of its own, and not measured: it is no traffic of clients
  forNodes.addService(protocol['metastore.Replication'], {
    Fetch: unary((request: FetchRequest) => leader.fetch(request)),
  });
  const replicationAddress = await listen(forNodes, '127.0.0.1', 0);
  const followers = FOLLOWERS.map((node) =>
    startFollowerProcess({ node, leader: replicationAddress, logPath: logPath(node) }, log),
  );
  await leader.propose({ type: 'none' }); // with it all of an earlier life is committed and applied

  const server = createServer(settings, telemetry.get(RpcServerMetrics), log);
  addServices(server, { leader, machine, telemetry, settings });
  const address = await listen(server, host, settings.grpcPort);

  return {
    metricsUrl: telemetry.scrapeUrl,
    address,
    followers,
    stop: async () => {
      const ended = new Promise((resolve) => server.tryShutdown(resolve));
      await Promise.race([ended, sleep(GRACE_MS, undefined, { ref: false })]);
      server.forceShutdown(); // clients may never close their end
      await telemetry.shutdown(); // before the nodes, so that the last numbers can still be scraped
      await Promise.all(followers.map((follower) => follower.stop()));
      forNodes.forceShutdown();
      await wal.close();
    },
  };
}

/** One that is measured, and refuses what is too much. */
function createServer(
  { monitoring, requestsPerSecond }: Settings,
  metrics: RpcServerMetrics,
  log: (line: string) => void,
): Server {
  const limit = () =>
    limitRate(requestsPerSecond, (method) => metrics.recordRateLimited({ method }));
  const server = new Server({ interceptors: requestsPerSecond > 0 ? [limit()] : [] });
  const slowSeconds = monitoring.enabled ? monitoring.slowRequestMs / 1000 : Infinity;
  instrumentServer(server, {
    metrics,
    onPanic: (method, error) =>
      log(`panic: ${method} ${error instanceof Error ? error.stack : error}`),
    onCallEnded: ({ method, code, durationSeconds, responseStream }) => {
      if (responseStream || durationSeconds <= slowSeconds) return; // a stream lasts as long as its client likes
      log(`slow: ${method} ${code} ${(durationSeconds * 1000).toFixed(0)} ms`);
    },
  });
  return server;
}
