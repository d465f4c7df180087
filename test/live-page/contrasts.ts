import type { Page } from 'puppeteer-core';

/** Texts in view whose contrast is below what WCAG 2.2 AA asks for, 4.5 to 1, with the contrast they have. */
export function contrasts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const parts = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour: string): number => {
      const [r = 0, g = 0, b = 0] = parts(colour).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element: Element | null): string => {
      for (let at = element; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (parts(backgroundColor)[3] !== 0) return backgroundColor;
      }
      return 'rgb(255, 255, 255)';
    };
    const low = new Set<string>();
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const hasText = Array.from(element.childNodes).some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      );
      if (!hasText || element.offsetParent === null || element.matches('script, option')) continue;
      const levels = [getComputedStyle(element).color, ground(element)].map(luminance);
      const contrast = (Math.max(...levels) + 0.05) / (Math.min(...levels) + 0.05);
      if (contrast < 4.5)
        low.add(`${element.tagName} ${element.className}: ${contrast.toFixed(2)}`);
    }
    return Array.from(low);
  });
}
