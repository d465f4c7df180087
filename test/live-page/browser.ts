import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer-core';

/** A page in a browser, and what it did that it must not. */
export interface OpenPage {
  readonly page: Page;
  /** Errors and warnings of the console, violations of the policy among them, and requests that left the origin. */
  readonly problems: readonly string[];
}

export function startBrowser(executablePath: string): Promise<Browser> {
  return launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** Opens a page in a context of its own, so that nothing is remembered of another. */
export async function openPage(
  browser: Browser,
  url: string,
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<OpenPage> {
  const page = await (await browser.createBrowserContext()).newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warn') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (asked.protocol !== 'data:' && asked.origin !== new URL(url).origin)
      problems.push(`asked for ${request.url()}`);
  });
  await page.setViewport({ width: 1440, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await prepare(page);
  await page.goto(url);
  return { page, problems };
}

/** Resolves when the selector finds an element with exactly this text, or a text that the expression matches. */
export async function untilText(
  page: Page,
  selector: string,
  text: string | RegExp,
): Promise<void> {
  const pattern = typeof text === 'string' ? undefined : text.source;
  await page.waitForFunction(
    (wanted, exact, source) => {
      const found = document.querySelector(wanted)?.textContent ?? '';
      return source === undefined ? found === exact : new RegExp(source).test(found);
    },
    { timeout: 30_000 },
    selector,
    String(text),
    pattern,
  );
}

/** Resolves when so many further readings have been answered. */
export async function readings(page: Page, count: number): Promise<void> {
  for (let i = 0; i < count; i++)
    await page.waitForResponse((response) => response.url().endsWith('/metrics'));
}

/** Takes a picture into the folder that SCREENSHOTS_DIR names, if it names one. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS_DIR;
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
