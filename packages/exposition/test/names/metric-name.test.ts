import fc from 'fast-check';
import { familyName, type NamedFamily, occupiedNames } from '../../src/names/metric-name.js';

function named(name: string, rest: Partial<NamedFamily> = {}): NamedFamily {
  return { name, type: 'gauge', unit: '', exactName: false, ...rest };
}

describe('familyName', () => {
  test.each([
    ['http.server.active_requests', 'http_server_active_requests'],
    ['a-b/c d', 'a_b_c_d'],
    ['a..__b', 'a_b'],
    ['größe', 'gr_e'],
    ['emoji.😱.count', 'emoji_count'],
    ['job:rate', 'job_rate'],
    ['.a.', 'a'],
  ])('rule 64: %j is %s', (name, expected) => {
    expect(familyName(named(name), 'underscores').name).toBe(expected);
  });

  test.each([
    ['_private', 'private'],
    ['__name__', 'name'],
    ['2xx.responses', 'metric_2xx_responses'],
  ])('rule 25: %j, which is reserved, is %s', (name, expected) => {
    expect(familyName(named(name), 'underscores').name).toBe(expected);
  });

  test.each(['', '...', '😱', '_'])('of %j no name is left', (name) => {
    expect(familyName(named(name, { unit: 's' }), 'underscores').name).toBe('');
  });

  test.each([
    ['request.duration', 's', 'request_duration_seconds'],
    ['request.duration.seconds', 's', 'request_duration_seconds'],
    ['request_seconds', 's', 'request_seconds'],
    ['seconds', 's', 'seconds'],
    ['milliseconds', 's', 'milliseconds_seconds'],
    ['cache.usage', '1', 'cache_usage_ratio'],
    ['cache_ratio', '1', 'cache_ratio'],
    ['wind', 'm/s', 'wind_meters_per_second'],
    ['queue', '{job}', 'queue'],
  ])('rule 64: %j in %s is %s, the unit once', (name, unit, expected) => {
    expect(familyName(named(name, { unit }), 'underscores').name).toBe(expected);
  });

  test.each([
    ['jobs', '', 'jobs'],
    ['jobs_total', '', 'jobs'],
    ['jobs.total', '', 'jobs'],
    ['busy.seconds.total', 's', 'busy_seconds'],
    ['busy_total', 's', 'busy_seconds'],
    ['total', '', 'total'],
    ['subtotal', '', 'subtotal'],
    ['jobs_total_total', '', 'jobs_total'],
  ])('rule 37: the family of the counter %j in %j is %s', (name, unit, expected) => {
    expect(familyName(named(name, { type: 'counter', unit }), 'underscores').name).toBe(expected);
  });

  test.each([
    ['gauge', 'jobs_total'],
    ['gauge', 'build_info'],
    ['histogram', 'jobs_total'],
  ] as const)('a %s %s keeps its name', (type, name) => {
    expect(familyName(named(name, { type }), 'underscores').name).toBe(name);
  });

  test.each(['target', 'target_info', 'target.info'])(
    'the family of the info %s is target',
    (name) => {
      expect(familyName(named(name, { type: 'info', unit: 's' }), 'underscores')).toEqual({
        name: 'target',
        unit: '',
      });
    },
  );

  test.each([
    ['a.b', 'gauge', 'a.b'],
    ['a.b', 'counter', 'a.b'],
    ['a.b_total', 'counter', 'a.b'],
    ['a.total', 'counter', 'a'],
    ['größe.😱', 'gauge', 'größe.😱'],
    ['2xx', 'gauge', 'metric_2xx'],
    ['__a.b', 'gauge', 'metric_a.b'],
  ] as const)('utf-8 translation of %j, a %s, is %j', (name, type, expected) => {
    expect(familyName(named(name, { type }), 'utf-8').name).toBe(expected);
  });

  test.each([
    ['a.b', 'a.b_seconds'],
    ['a.b.seconds', 'a.b.seconds'],
  ])('utf-8 translation of %j in seconds is %j', (name, expected) => {
    expect(familyName(named(name, { unit: 's' }), 'utf-8').name).toBe(expected);
  });

  test.each([
    ['gauge', '_a..b__c', '_a..b__c'],
    ['counter', 'jobs', 'jobs'],
    ['counter', 'jobs_total', 'jobs'],
    ['counter', 'jobs.total', 'jobs.total'],
    ['counter', '_total', '_total'],
    ['info', 'build_info', 'build'],
  ] as const)('an exact %s %j is %j, without a unit', (type, name, expected) => {
    const exact = named(name, { type, unit: 's', exactName: true });
    expect(familyName(exact, 'underscores')).toEqual({ name: expected, unit: '' });
  });

  test('rule 25: translated names are plain, not reserved, and translate to themselves', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', 's', 'By/s', '%'),
        (name, unit) => {
          const once = familyName(named(name, { unit }), 'underscores').name;
          expect(once).toMatch(/^(?:[a-zA-Z](?:_?[a-zA-Z0-9])*)?$/);
          expect(familyName(named(once, { unit }), 'underscores').name).toBe(once);
        },
      ),
    );
  });
});

describe('occupiedNames', () => {
  test.each([
    ['counter', ['x', 'x_total', 'x_created']],
    ['gauge', ['x']],
    ['histogram', ['x', 'x_bucket', 'x_count', 'x_created', 'x_sum']],
    ['info', ['x', 'x_info']],
  ] as const)('rule 21: those of a %s', (type, expected) => {
    expect([...occupiedNames('x', type)].sort()).toEqual([...expected].sort());
  });
});
