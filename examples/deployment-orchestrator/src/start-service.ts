import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApprovalMetrics } from '@meterkit/meters/approval';
import { DeploymentMetrics } from '@meterkit/meters/deployment';
import { init } from '@meterkit/sdk';
import Fastify from 'fastify';
import { createApi } from './http/api.js';
import { DeploymentPipeline } from './orchestrator/deployment-pipeline.js';
import { Orchestrator, type OrchestratorState } from './orchestrator/orchestrator.js';
import { openStateFile } from './orchestrator/state-file.js';
import type { Settings } from './settings.js';

const TELEMETRY_PATHS = ['/', '/metrics', '/health', '/ready'];

export interface Service {
  /** Where it listens, such as `http://127.0.0.1:5000`. */
  readonly url: string;
  /** Takes no more requests for deployments, lets those that run end, and then stops. */
  close(): Promise<void>;
}

/** Starts the orchestrator and its API, with the metrics page on the API's own port. */
export async function startService(settings: Settings): Promise<Service> {
  const { dataDirectory, nodes, soakMs, tokens, requestsPerMinute } = settings;
  const app = Fastify({ logger: { level: settings.logLevel } });
  const telemetry = await init({
    serviceName: 'deployment-orchestrator',
    scrape: { listen: false, defaultFormat: 'openmetrics' },
    shutdown: { onSignal: false }, // close() says when
    logger: app.log,
  });
  telemetry.ready('data directory', () => isWritable(dataDirectory));

  const pipeline = new DeploymentPipeline(telemetry.get(DeploymentMetrics), {
    dataDirectory,
    nodes,
    soak: () => sleep(soakMs),
  });
  await mkdir(join(dataDirectory, 'modules'), { recursive: true });
  const state = await openStateFile<OrchestratorState>(join(dataDirectory, 'state.json'), {});
  const orchestrator = new Orchestrator(telemetry.get(ApprovalMetrics), pipeline, state);
  await orchestrator.recover();

  app.register(createApi({ orchestrator, tokens, requestsPerMinute }));
  // Registered beside the API: neither its authentication nor its rate limit can keep a scraper out.
  for (const path of TELEMETRY_PATHS) {
    app.get(path, { logLevel: 'silent' }, (request, reply) => {
      reply.hijack();
      telemetry.handler(request.raw, reply.raw);
    });
  }
  const url = await app.listen({ host: settings.host, port: settings.port });
  app.log.info('Prometheus metrics endpoint enabled at /metrics');

  return {
    url,
    close: async () => {
      await orchestrator.close();
      await telemetry.shutdown(); // before the server, so that the last numbers can still be scraped
      await app.close();
    },
  };
}

function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}
