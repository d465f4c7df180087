// The same in CommonJS.
const { createServer } = require('node:http');

const server = createServer((_request, response) => response.end('hello'));
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
