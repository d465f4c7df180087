import { parseOpenMetrics, parsePrometheusText } from '@meterkit/exposition';
import { describeAttacks } from './describe-attacks.js';
import { malformedRequests } from './malformed-requests.js';
import { oddAccepts } from './odd-accepts.js';
import { oddTargets } from './odd-targets.js';
import { exchange, statusOf } from './raw-connections.js';

/** R20: a page takes some milliseconds. */
const SLOW_MS = 750;

describeAttacks('requests', {}, (service) => {
  test('R20: what is no HTTP, or nearly is, gets a status or the end of its connection', async () => {
    const found: unknown[] = [];
    for (const { name, bytes } of malformedRequests)
      found.push([name, statusOf(await exchange(service().port, bytes))]);
    expect(found).toEqual(malformedRequests.map(({ name, answer }) => [name, answer]));
  });

  test('R20: 400 of them at once are no worse than one', async () => {
    const refused = malformedRequests.filter(({ answer }) => answer !== 200); // too many pages are another case
    const many = Array.from({ length: 11 }, () => refused).flat();
    const answers = await Promise.all(many.map(({ bytes }) => exchange(service().port, bytes)));
    expect(answers.map(statusOf)).toEqual(many.map(({ answer }) => answer));
  });

  test('no path but its own gets the page', async () => {
    const found: unknown[] = [];
    for (const [target] of oddTargets) {
      const bytes = `GET ${target} HTTP/1.1\r\nHost: chaos\r\n\r\n`;
      found.push([target, statusOf(await exchange(service().port, bytes))]);
    }
    expect(found).toEqual(oddTargets);
  });

  test(`R20: ${oddAccepts.length} odd Accept headers get a whole page of the type that it says, none of them late`, async () => {
    const late: string[] = [];
    for (const accept of oddAccepts) {
      const beganMs = performance.now();
      const answer = await exchange(
        service().port,
        `GET /metrics HTTP/1.1\r\nHost: chaos\r\nConnection: close\r\nAccept: ${accept}\r\n\r\n`,
      );
      if (performance.now() - beganMs > SLOW_MS) late.push(accept);
      expectPage(answer);
    }
    expect(late).toEqual([]);
  });
});

function expectPage(answer: string): void {
  const end = answer.indexOf('\r\n\r\n');
  const page = Buffer.from(answer.slice(end + 4), 'latin1').toString();
  const type = /^content-type: (.*)$/im.exec(answer.slice(0, end))?.[1] ?? '';
  expect(statusOf(answer)).toBe(200);
  if (type.startsWith('application/openmetrics-text; version=')) parseOpenMetrics(page);
  else if (type.startsWith('text/plain; version=')) parsePrometheusText(page);
  else throw new Error(`content-type: ${type}`);
}
