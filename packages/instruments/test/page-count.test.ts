import { PageCount } from '../src/page-count.js';

describe('the count of pages', () => {
  it('knows the oldest page that runs, whatever the order of their ends', () => {
    const pages = new PageCount();
    expect([pages.last, pages.oldest]).toEqual([0, Number.POSITIVE_INFINITY]);
    const [first, second, third] = [pages.begin(), pages.begin(), pages.begin()];
    expect([pages.last, pages.oldest]).toEqual([3, 1]);
    second();
    expect(pages.oldest).toBe(1);
    first();
    expect(pages.oldest).toBe(3);
    third();
    expect([pages.last, pages.oldest]).toEqual([3, Number.POSITIVE_INFINITY]);
  });

  it('ends a page once', () => {
    const pages = new PageCount();
    const first = pages.begin();
    first();
    pages.begin();
    first();
    expect(pages.oldest).toBe(2);
  });
});
