import type { RequestListener, ServerOptions } from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import type { Configuration } from '../configuration/configuration.js';
import type { Logger } from '../configuration/logger.js';
import { ReloadedFiles } from '../reloaded-files.js';
import { answerRequests } from './server-limits.js';
import { tlsContext } from './tls-context.js';

/** How often the files are read again while the server listens. */
const RELOAD_MS = 1000;

/** A handshake that takes longer is given up. */
const HANDSHAKE_MS = 10_000;

/** HTTPS for the endpoint's own server, with certificates that may be replaced while it listens. */
export class TlsTransport {
  readonly #files: Configuration['tls'];
  readonly #logger: Logger;

  constructor(files: Configuration['tls'], logger: Logger) {
    this.#files = files;
    this.#logger = logger;
  }

  /** Throws when the files cannot be used. */
  createServer(limits: ServerOptions, listener: RequestListener): Server {
    const { certFile = '', keyFile = '', clientCaFile } = this.#files;
    const files = new ReloadedFiles(
      [certFile, keyFile, ...(clientCaFile === undefined ? [] : [clientCaFile])],
      ([cert = '', key = '', ca]) => tlsContext({ cert, key, ca }),
      (problem) => this.#logger.warn(`tls: what its files say is not used: ${problem}`),
    );
    if (files.value === undefined) throw new Error(`tls: ${certFile} and ${keyFile} are of no use`);
    let current = new WeakSet<Socket>(); // connections by the files as they are
    const { createServer } = process.getBuiltinModule('node:https'); // 3.5 ms of each start, were it imported
    const server = createServer({
      ...limits,
      ...files.value,
      requestCert: clientCaFile !== undefined,
      rejectUnauthorized: true,
      handshakeTimeout: HANDSHAKE_MS,
    });
    answerRequests(server, (request, response) => {
      if (current.has(request.socket)) listener(request, response);
      else request.socket.destroy(); // it has to shake hands anew
    });
    server.on('secureConnection', (socket) => current.add(socket));
    const reload = async (): Promise<void> => {
      if (!(await files.refresh()) || files.value === undefined) return;
      server.setSecureContext(files.value);
      current = new WeakSet();
      server.closeIdleConnections();
    };
    server.once('listening', () => {
      const timer = setInterval(reload, RELOAD_MS).unref();
      server.once('close', () => clearInterval(timer));
    });
    return server;
  }
}
