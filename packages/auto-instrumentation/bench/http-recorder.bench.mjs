import { channel } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

const REQUESTS = 256;

/**
 * What recording a request takes, alone: the two messages of Node's channels, with requests that nobody sent. Steadier than
 * http-server.bench.mjs, and without what it does to the caches of a real server.
 */
export default async ({ race, row }) => {
  const { recordHttpServer } = await import('@meterkit/auto-instrumentation/http');
  const { createStore } = await import('@meterkit/instruments');
  const store = createStore();
  const stop = recordHttpServer({ store });
  const messages = Array.from({ length: REQUESTS }, message, new Socket());
  const began = channel('http.server.request.start');
  const finished = channel('http.server.response.finish');
  const meterkit = {
    run(iterations) {
      for (let i = 0; i < iterations; i++) {
        const message = messages[i % REQUESTS];
        began.publish(message);
        finished.publish(message);
      }
    },
    check: () => recorded(store),
  };
  // Long samples: what is measured is much code, which the compiler needs a while for after each collection.
  const samples = await race({ meterkit }, { rounds: 41, sampleMs: 50 });
  stop();
  const name = 'recording an HTTP request';
  return [row({ name, unit: 'µs', samples, scale: 1000, goal: { atMost: 1 } })];
};

function message() {
  const request = new IncomingMessage(this);
  Object.assign(request, { method: 'GET', url: '/', httpVersionMajor: 1, httpVersionMinor: 1 });
  request.rawHeaders = ['Host', 'localhost', 'Accept', '*/*', 'User-Agent', 'bench'];
  return { request, response: new ServerResponse(request), socket: this, server: {} };
}

function recorded(store) {
  for (const { name, chunks, bounds } of store.families())
    if (name === 'http.server.request.duration')
      return chunks[0].values.subarray(0, bounds.length + 1).reduce((a, b) => a + b, 0);
}
