import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LanguageServer } from './language-server.js';

const file = join(__dirname, 'orders.ts');
const DECLARATION = `
import { counter, defineMeter, oneOf, text } from '../src/index.js';
class Orders extends defineMeter({
  name: 'orders',
  instruments: {
    placed: counter('orders.placed', {
      description: 'Orders placed.',
      labels: { channel: oneOf('web', 'app'), region: text() },
    }),
  },
}) {}
const orders = new Orders();
`;

test.each([
  ['the values of a closed label', `orders.placed.add(1, { channel: '|' });`, ['app', 'web']],
  ['the names of the labels', 'orders.placed.add(1, { | });', ['channel', 'region']],
  ['the instruments', 'orders.|', ['placed']],
  ['what an instrument can do', 'orders.placed.|', ['add', 'bind', 'remove']],
])(
  'an editor offers %s',
  async (_, code, offered) => {
    const server = new LanguageServer();
    try {
      const before = DECLARATION + code.slice(0, code.indexOf('|'));
      await server.open(file, before + code.slice(code.indexOf('|') + 1));
      const lines = before.split('\n');
      const found = (await server.request('textDocument/completion', {
        textDocument: { uri: pathToFileURL(file).href },
        position: { line: lines.length - 1, character: lines.at(-1)?.length },
      })) as { readonly items: readonly { readonly label: string }[] }; // by the protocol
      expect(found.items.map(({ label }) => label).sort()).toEqual(offered);
    } finally {
      server.stop();
    }
  },
  30_000,
);
