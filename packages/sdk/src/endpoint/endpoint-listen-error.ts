import type { Cluster } from 'node:cluster';
import type { Configuration } from '../configuration/configuration.js';

/** What the system says when it is the host that is wrong. */
const HOST_CODES = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN']);

/** How else a port is given. */
const WHERE = { scrape: ' (OTEL_EXPORTER_PROMETHEUS_PORT)', health: ' (METERKIT_HEALTH_PORT)' };

function inCluster(): string {
  // loaded only where something is wrong; it is the cluster itself, whatever its types say
  const cluster = process.getBuiltinModule('node:cluster') as unknown as Cluster;
  return cluster.isWorker ? '; each worker of a cluster needs one of its own' : '';
}

/** The endpoint cannot listen: the port is taken, the address is not this machine's, or it takes a privilege. */
export class EndpointListenError extends Error {
  override readonly name = 'EndpointListenError';
  /** `EADDRINUSE`, `EADDRNOTAVAIL`, `EACCES`, ... as the system says. */
  readonly code: string;
  readonly host: string;
  readonly port: number;
  /** The unix socket that was to be in the place of host and port. */
  readonly socket: string | undefined;
  /** Which options said where. */
  readonly group: 'scrape' | 'health';

  constructor(
    cause: NodeJS.ErrnoException,
    { host, port, socket }: Pick<Configuration['scrape'], 'host' | 'port' | 'socket'>,
    group: 'scrape' | 'health' = 'scrape',
  ) {
    const { code = 'UNKNOWN' } = cause;
    super(
      socket !== undefined
        ? `scrape.socket: expected a path where a socket can be made, got "${socket}" (${code}); ` +
            'choose another one, or end who listens there'
        : HOST_CODES.has(code)
          ? `${group}.host: expected an address of this machine, got "${host}" (${code}); choose another one, or 0.0.0.0 for all`
          : `${group}.port: expected a port that is free on ${host}, got ${port} (${code}); ` +
            `choose another one${WHERE[group]}, or 0 for any that is free${inCluster()}`,
      { cause },
    );
    this.code = code;
    this.host = host;
    this.port = port;
    this.socket = socket;
    this.group = group;
  }
}
