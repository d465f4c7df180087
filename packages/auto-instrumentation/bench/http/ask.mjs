import { connect } from 'node:net';

const CONNECTIONS = 16;
const REQUEST =
  'GET /hello HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nUser-Agent: bench\r\nAccept-Encoding: gzip\r\n\r\n';

/** Asks a server on loopback for `/hello` so many times. Each connection asks as soon as it has its answer, which comes in one piece. */
export async function ask(port, requests) {
  const each = Array.from({ length: CONNECTIONS }, () => askOn(port, requests / CONNECTIONS));
  await Promise.all(each);
}

function askOn(port, requests) {
  return new Promise((resolve, reject) => {
    let left = requests;
    const socket = connect(port, '127.0.0.1', () => socket.write(REQUEST));
    socket.on('error', reject);
    socket.on('data', () => {
      if (--left > 0) return socket.write(REQUEST);
      socket.destroy();
      return resolve();
    });
  });
}
