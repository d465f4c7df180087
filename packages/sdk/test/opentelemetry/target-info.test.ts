import { assemblePage, pageText } from '@meterkit/exposition';
import { targetInfo } from '../../src/opentelemetry/target-info.js';

test.each([
  [
    { 'service.name': 'shop', 'process.pid': 7 },
    'target_info{service_name="shop",process_pid="7"} 1',
  ],
  [{ 'service.name': 'shop', empty: '', nothing: undefined }, 'target_info{service_name="shop"} 1'],
  [{ tags: ['a', 'b'] }, 'target_info{tags="[\\"a\\",\\"b\\"]"} 1'],
  [{ 'host.name': 'a', host_name: 'b' }, 'target_info{host_name="a;b"} 1'],
  [{ odd: (() => 1) as never, big: 1n as never, fine: true }, 'target_info{big="1",fine="true"} 1'],
])('shows the resource %#', (attributes, line) => {
  const page = pageText(assemblePage([targetInfo(attributes)]), { format: 'openmetrics' });
  expect(page.split('\n')).toEqual([
    '# TYPE target info',
    '# HELP target What is measured: the resource of this process.',
    line,
    '# EOF',
    '',
  ]);
});
