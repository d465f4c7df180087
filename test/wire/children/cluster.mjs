// Two workers of a cluster that ask for the same port. The process says how each of them fared, and ends.
import cluster from 'node:cluster';
import { createServer } from 'node:net';
import { init } from '@meterkit/sdk';

if (cluster.isPrimary) {
  const free = createServer().listen(0, '127.0.0.1', () => {
    const { port } = free.address();
    free.close(() => {
      const heard = [];
      for (let i = 0; i < 2; i++)
        cluster.fork({ OTEL_EXPORTER_PROMETHEUS_PORT: `${port}` }).on('message', (message) => {
          if (heard.push(message) < 2) return;
          console.log(JSON.stringify(heard.sort()));
          process.exit();
        });
    });
  });
} else {
  const fared = await init({ logLevel: 'none' }).then(
    () => 'listens',
    (error) => error.message.replace(/\d{4,}/, 'PORT'),
  );
  process.send(fared);
}
