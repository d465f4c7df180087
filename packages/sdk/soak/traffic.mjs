import { Agent, request as httpRequest } from 'node:http';
import { setTimeout } from 'node:timers/promises';

/** One request of ten is not like the others. */
const ODD = ['/slow', '/fails', '/calls', '/echo', '/streams', '/silent', 'leaves', 'upgrades'];

/** Asks the service by several connections, without a pause, until the signal; resolves to the number of requests sent. */
export async function traffic(port, { connections, signal }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let sent = 0;
  const client = async () => {
    while (!signal.aborted) {
      const kind = sent % 10 === 0 ? ODD[(sent / 10) % ODD.length] : '/';
      sent++;
      await ask({ port, agent }, kind);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  agent.destroy();
  return sent;
}

function ask({ port, agent }, kind) {
  if (kind === 'upgrades')
    return send({ port, headers: { connection: 'upgrade', upgrade: 'soak' } });
  if (kind === '/echo') return send({ port, agent, path: kind, method: 'POST' }, 'y'.repeat(5000));
  if (kind === '/silent') return send({ port, path: kind, leavesAfterMs: 20 });
  if (kind === 'leaves') return send({ port, path: '/streams', leavesAfterMs: 0 });
  return send({ port, agent, path: kind });
}

/** Resolves when the request has ended, however it did. */
function send({ leavesAfterMs, ...options }, body) {
  return new Promise((resolve) => {
    const request = httpRequest({ host: '127.0.0.1', ...options });
    request.on('response', (response) => response.resume().on('close', resolve));
    request.on('upgrade', (_response, socket) => socket.on('close', resolve).end());
    request.on('error', resolve);
    request.on('close', resolve);
    request.end(body);
    if (leavesAfterMs !== undefined)
      request.on('socket', (socket) => {
        const leave = () => void setTimeout(leavesAfterMs).then(() => request.destroy());
        if (socket.connecting) socket.once('connect', leave);
        else leave();
      });
  });
}
