import { messagesOf, resolveAll } from './resolve-all.js';

describe('the paths of the endpoint differ', () => {
  test.each([
    [
      'a default in the way of a chosen path is not blamed',
      { metricsPath: '/ready' },
      [
        'scrape.metricsPath: expected a path other than that of scrape.readyPath, got "/ready" (from code)',
      ],
    ],
    [
      'a path that is wrong in itself is not compared',
      { healthPath: 'x', readyPath: '/health' },
      [
        'scrape.healthPath: expected a path of its own with one "/" first, without query, fragment or space, got "x" (from code)',
      ],
    ],
  ])('%s', (_, scrape, messages) => {
    expect(messagesOf({ scrape })).toEqual(messages);
  });

  test('paths can change places', () => {
    const scrape = { healthPath: '/ready', readyPath: '/health' };
    expect(resolveAll({ scrape }).configuration.scrape).toMatchObject(scrape);
  });
});
