/// <reference lib="dom" />

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { counter, defineMeter } from '@meterkit/instruments';
import { hashPassword } from '@meterkit/sdk';
import type { Browser, Page } from 'puppeteer-core';
import { removeFolders, temporaryFolder } from '../../packages/sdk/test/temporary-folder.js';
import { describeWith } from '../real-parts.js';
import { openPage, picture, readings, startBrowser, untilText } from './browser.js';
import { contrasts } from './contrasts.js';
import { openShop, PLACED_A_READING, type Shop, type ShopOptions } from './shop.js';

jest.setTimeout(60_000); // a reading comes every two seconds

describeWith(['chromium'], 'the live page in Chromium', ({ chromium }) => {
  let browser: Browser;
  const shops: Shop[] = [];

  beforeAll(async () => {
    browser = await startBrowser(chromium);
  }, 60_000);
  afterAll(() => browser.close());
  afterEach(async () => {
    await Promise.all(shops.splice(0).map((shop) => shop.close()));
    removeFolders();
  });

  async function shopOnShow(options?: ShopOptions) {
    const shop = await openShop(options);
    shops.push(shop);
    return { shop, ...(await openPage(browser, shop.url)) };
  }

  test('shows rates, quantiles and values of what the service did', async () => {
    const { shop, page, problems } = await shopOnShow();
    await untilText(page, card('shop_orders_placed', '.now'), /^\d/);
    await readings(page, 3);
    await untilText(page, card('shop_orders_open', '.now'), '5');
    const [before = 0, last = 0] = shop.readMs.slice(3);
    const shown = await page.$eval(
      card('shop_orders_placed', '.now'),
      ({ textContent }) => textContent,
    );
    const expected = PLACED_A_READING / ((last - before) / 1000);
    expect(shown).toMatch(/^\d+\/s$/);
    expect(Number.parseFloat(shown ?? '') / expected).toBeGreaterThan(0.85);
    expect(Number.parseFloat(shown ?? '') / expected).toBeLessThan(1.15);

    const values = await page.$$eval(card('shop_checkout_duration_seconds', '.legend li'), (rows) =>
      rows.map(({ textContent }) => textContent),
    );
    expect(values).toEqual([
      'p50≤ 100 ms',
      expect.stringMatching(/^p90(≤ )?100 ms$/), // just there
      'p99910 ms',
    ]);
    await untilText(page, card('shop_cache_size_bytes', '.now'), '3 MiB');
    expect(await page.$eval(card('target', 'dl'), (list) => list.textContent)).toContain(
      'service_nameshop',
    );
    expect(problems).toEqual([]);
  });

  test('searches by name, help and label, and is used by the keyboard', async () => {
    const { page, problems } = await shopOnShow();
    await untilText(page, '#found', /families$/);
    await page.keyboard.press('/');
    await page.keyboard.type('channel=web');
    expect(await shownFamilies(page)).toEqual(['shop_orders_placed']);
    await untilText(page, '#found', /^1 of \d+ families$/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('basket');
    expect(await shownFamilies(page)).toEqual(['shop_checkout_duration_seconds']);
    await page.keyboard.press('Escape');

    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    const focused = await page.evaluate(
      () => document.activeElement?.querySelector('h3')?.textContent,
    );
    expect(focused).toBe('shop_cache_size_bytes');
    await page.keyboard.press('Enter');
    expect(
      await page.$eval('article.large', (large) => large.querySelector('h3')?.textContent),
    ).toBe(focused);
    await page.keyboard.press('p');
    await untilText(page, '#state', 'Paused');
    await page.keyboard.press('p');
    await untilText(page, '#state', 'Live');
    expect(problems).toEqual([]);
  });

  test('reads nothing while its tab is hidden', async () => {
    const { shop, page } = await shopOnShow();
    await readings(page, 2);
    await setHidden(page, true);
    const { length } = shop.readMs;
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 4500))); // two readings' time
    expect(shop.readMs.length).toBe(length);
    await setHidden(page, false);
    await readings(page, 1);
  });

  test('is light or dark as the system is, until the button says otherwise, and legible in both', async () => {
    const { page, problems } = await shopOnShow();
    await untilText(page, card('shop_orders_open', '.now'), '3');
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    expect(await theme()).toBe('light');
    expect(await contrasts(page)).toEqual([]);
    await picture(page, 'desktop-light');
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await page.waitForSelector('html[data-theme="dark"]');
    expect(await contrasts(page)).toEqual([]);
    await picture(page, 'desktop-dark');
    await page.keyboard.press('t');
    expect(await theme()).toBe('light');
    await page.reload();
    expect(await theme()).toBe('light');
    expect(problems).toEqual([]);
  });

  test('everything that is used or seen has an accessible name', async () => {
    const { page } = await shopOnShow();
    await untilText(page, card('shop_orders_open', '.now'), '2');
    const roles = ['button', 'link', 'searchbox', 'combobox', 'checkbox', 'image', 'article'];
    const unnamed: unknown[] = [];
    const look = (node: { role: string; name?: string; children?: readonly unknown[] }): void => {
      if (roles.includes(node.role) && !node.name) unnamed.push(node);
      for (const child of node.children ?? []) look(child as typeof node); // a tree of the same nodes
    };
    const tree = await page.accessibility.snapshot({ interestingOnly: false });
    if (tree !== null) look(tree);
    expect(tree).not.toBeNull();
    expect(unnamed).toEqual([]);
  });

  test('fits a phone', async () => {
    const shop = await openShop();
    shops.push(shop);
    const { page, problems } = await openPage(browser, shop.url, (page) =>
      page.setViewport({
        width: 390,
        height: 844,
        deviceScaleFactor: 2,
        isMobile: true,
        hasTouch: true,
      }),
    );
    await untilText(page, card('shop_orders_open', '.now'), '3');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await picture(page, 'phone-light');
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await picture(page, 'phone-dark');
    expect(problems).toEqual([]);
  });

  test('says that the endpoint is gone, keeps its plots, and goes on when it is back', async () => {
    const { shop, page } = await shopOnShow();
    await untilText(page, card('shop_orders_open', '.now'), '3');
    await shops.pop()?.close();
    await untilText(page, '#state', 'Gone');
    expect(await page.$eval('#problem', (line) => line.textContent)).toMatch(
      /^The endpoint does not answer, since/,
    );
    expect(await page.$(card('shop_orders_open', 'canvas'))).not.toBeNull();
    await picture(page, 'gone');
    shops.push(await openShop({ port: shop.port }));
    await untilText(page, '#state', 'Live');
    await readings(page, 1);
    const shown = await page.$eval(
      card('shop_orders_placed', '.now'),
      ({ textContent }) => textContent,
    );
    expect(Number.parseFloat(shown ?? '')).toBeGreaterThan(0); // its counter began anew, which is no negative rate
    expect(await page.$eval('#problem', (line) => line.hasAttribute('hidden'))).toBe(true);
  });

  test('says that it is not allowed to read, and reads with the credentials of the browser', async () => {
    const usersFile = join(temporaryFolder(), 'users');
    const mayRead = async (name: string): Promise<void> =>
      writeFileSync(usersFile, `${name}:${await hashPassword('lovelace')}\n`);
    await mayRead('ada');
    const shop = await openShop({ access: { usersFile } });
    shops.push(shop);
    const { page } = await openPage(browser, shop.url, (page) =>
      page.authenticate({ username: 'ada', password: 'lovelace' }),
    );
    await untilText(page, card('shop_orders_open', '.now'), '2');
    await mayRead('grace');
    await untilText(page, '#state', 'Not allowed');
    expect(await page.$eval('#problem', (line) => line.textContent)).toMatch(/^401/);
  });

  test('says which part of the page is missing', async () => {
    const { shop, page, problems } = await shopOnShow();
    await untilText(page, '#state', 'Live');
    shop.metrics.stock.observe(() => {
      throw new Error('the warehouse is closed');
    });
    await untilText(page, '#state', 'Partial');
    expect(await page.$eval('#problem', (line) => line.textContent)).toContain('shop.stock');
    expect(problems).toEqual([]);
  });

  test('draws only what is in view of two hundred families, and the largest of two thousand series', async () => {
    const { shop, page, problems } = await shopOnShow();
    const bulk = Array.from(
      { length: 200 },
      (_, i) => [`n${i}`, counter(`bulk.n${i}`, { description: 'One of many.' })] as const,
    );
    new (defineMeter({ name: 'bulk', instruments: Object.fromEntries(bulk) }))({
      store: shop.store,
    });
    for (let i = 0; i < 1990; i++) shop.metrics.visits.add(i, { customer: `c${i}` });
    await untilText(page, '#found', /^2\d\d families$/);
    await readings(page, 2); // by the second the first is drawn
    const drawn = await page.$$eval('.uplot', ({ length }) => length);
    expect(drawn).toBeGreaterThan(3);
    expect(drawn).toBeLessThan(40);

    await page.type('#search', 'visits');
    await untilText(page, card('shop_visits', '.more'), 'and 1,985 more series');
    expect(
      await page.$$eval(card('shop_visits', '.legend .name'), (names) =>
        names.map((name) => name.textContent),
      ),
    ).toEqual([
      'customer=c1989',
      'customer=c1988',
      'customer=c1987',
      'customer=c1986',
      'customer=c1985',
    ]);
    expect(problems).toEqual([]);
  });

  test.each(['/admin/', '/admin'])(
    'an application may serve it under a path of its own: %s',
    async (path) => {
      const shop = await openShop({ prefix: '/admin' });
      shops.push(shop);
      const { page, problems } = await openPage(browser, new URL(path, shop.url).href);
      await untilText(page, '#state', 'Live');
      expect(
        await page.$$eval('.links a', (links) =>
          links.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
        ),
      ).toEqual(['/admin/metrics', '/admin/health', '/admin/ready']);
      expect(problems).toEqual([]);
    },
  );
});

/** A part of the card of a family. */
function card(family: string, part: string): string {
  return `article[aria-labelledby="family-${family}"] ${part}`;
}

function shownFamilies(page: Page) {
  return page.$$eval('section:not([hidden]) article:not([hidden]) h3', (names) =>
    names.map((name) => name.textContent),
  );
}

/** Whether its tab is in view, as the page hears it. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}
