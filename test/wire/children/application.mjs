// An application that knows nothing of metrics: says its address, and answers.
import { createServer } from 'node:http';

const server = createServer((_request, response) => response.end('hello'));
server.listen(Number(process.env.APPLICATION_PORT ?? 0), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
