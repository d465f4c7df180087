import { randomBytes } from 'node:crypto';

/** What is sent on a connection of its own, and what comes back: a status, or nothing but the end of the connection. */
export interface OddRequest {
  readonly name: string;
  readonly bytes: string | Buffer;
  readonly answer: number | 'nothing';
}

const row = (
  name: string,
  answer: OddRequest['answer'],
  bytes: OddRequest['bytes'],
): OddRequest => ({ name, answer, bytes });

const HOST = 'Host: chaos\r\n';
const get = (headers: string): string => `GET /metrics HTTP/1.1\r\n${HOST}${headers}\r\n`;
const line = (requestLine: string): string => `${requestLine}\r\n${HOST}\r\n`;

export const malformedRequests: readonly OddRequest[] = [
  row('a method that is none', 400, line('FROB /metrics HTTP/1.1')),
  row('a method in small letters', 400, line('get /metrics HTTP/1.1')),
  row('a method for later', 400, line('PRI * HTTP/2.0')),
  row('CONNECT', 'nothing', line('CONNECT chaos:443 HTTP/1.1')),
  row('TRACE', 405, line('TRACE /metrics HTTP/1.1')),
  row('no version, as HTTP/0.9 had none', 200, 'GET /metrics\r\n\r\n'),
  row('HTTP/9.9', 400, line('GET /metrics HTTP/9.9')),
  row('HTTP/1', 400, line('GET /metrics HTTP/1')),
  row('a protocol that llhttp takes for its own', 200, line('GET /metrics RTSP/1.0')),
  row('no target', 400, line('GET HTTP/1.1')),
  row('a space in the target', 400, line('GET /met rics HTTP/1.1')),
  row('no Host', 400, 'GET /metrics HTTP/1.1\r\n\r\n'),
  row('HTTP/1.0 without Host', 200, 'GET /metrics HTTP/1.0\r\n\r\n'),
  row('two of Content-Length', 400, get('Content-Length: 1\r\nContent-Length: 2\r\n')),
  row('a negative Content-Length', 400, get('Content-Length: -1\r\n')),
  row('a huge Content-Length', 400, get(`Content-Length: ${'9'.repeat(40)}\r\n`)),
  row(
    'Content-Length and Transfer-Encoding',
    400,
    get('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n'),
  ),
  row('a Transfer-Encoding that is none', 400, get('Transfer-Encoding: chunked, frob\r\n')),
  row('a chunk without a size', 'nothing', `${get('Transfer-Encoding: chunked\r\n')}zz\r\n\r\n`),
  row('a NUL in the target', 400, line('GET /met\0rics HTTP/1.1')),
  row('a NUL in a value', 400, get('X: a\0b\r\n')),
  row('a NUL in a name', 400, get('X\0: a\r\n')),
  row('a space in a name', 400, get('X y: a\r\n')),
  row('a header without a colon', 400, get('frob\r\n')),
  row('a header without a name', 400, get(': a\r\n')),
  row('a folded header', 400, get('X: a\r\n b\r\n')),
  row('bare line feeds', 400, 'GET /metrics HTTP/1.1\nHost: chaos\n\n'),
  row('bare carriage returns', 400, 'GET /metrics HTTP/1.1\rHost: chaos\r\r'),
  row('a target of 64 KiB', 414, line(`GET /${'a'.repeat(65_536)} HTTP/1.1`)),
  row('a value of 64 KiB', 431, get(`X: ${'a'.repeat(65_536)}\r\n`)),
  row('a name of 64 KiB', 431, get(`${'x'.repeat(65_536)}: a\r\n`)),
  row('headers of 64 KiB', 431, get('X: aaaaaaaaaaa\r\n'.repeat(4096))),
  row('an expectation that is none', 200, get('Expect: frob\r\n')),
  row('binary noise', 400, Buffer.concat([Buffer.from([0xff]), randomBytes(4096)])),
  row('a TLS hello', 400, Buffer.from('160301002f0100002b0303', 'hex')),
  row('the preface of HTTP/2', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  row('a reply', 400, 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
];
