import { TOKEN } from './attacked-service.js';
import { describeAttacks } from './describe-attacks.js';
import { exchange, statusOf } from './raw-connections.js';

/** Of a password that nobody knows, as expensive to check as hashPassword() makes them. */
const HASH = `scrypt:16384:8:5:c2FsdHNhbHRzYWx0c2FsdA:${'A'.repeat(43)}`;

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

const wrong: readonly ((i: number) => string)[] = [
  () => '',
  (i) => basic(`scraper:${i}`),
  (i) => basic(`nobody-${i}:password`),
  (i) => `Bearer ${TOKEN}-${i}`,
  () => 'Bearer',
  () => `Digest ${'x'.repeat(4000)}`,
];

describeAttacks(
  'credentials',
  // Prometheus would need some, too; test/wire/access has it.
  { init: { access: { users: { scraper: HASH }, tokens: [TOKEN] } }, scrapesPerSecond: 0 },
  (service) => {
    test('R21: wrong credentials in volume are refused, and cost the service nothing', async () => {
      for (let round = 0; round < 5; round++) {
        const answers = await Promise.all(
          Array.from({ length: 300 }, (_, i) => {
            const authorization = wrong[i % wrong.length]?.(round * 300 + i);
            const header = authorization ? `Authorization: ${authorization}\r\n` : '';
            const bytes = `GET /metrics HTTP/1.1\r\nHost: chaos\r\n${header}\r\n`;
            return exchange(service().port, bytes);
          }),
        );
        const statuses = new Set(answers.map(statusOf));
        statuses.delete(429); // a password that was not checked: the process has no time for more
        expect([...statuses]).toEqual([401]);
        expect(answers.filter((answer) => answer.includes('# TYPE'))).toEqual([]);
      }
    });
  },
);
