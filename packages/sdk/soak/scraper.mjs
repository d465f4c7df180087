import { parseOpenMetrics, parsePrometheusText } from '@meterkit/exposition';

/** One scrape of so many is read by the strict parser; the others are only asked for. */
const PARSED = 50;

/** Scrapes without a pause, and remembers what was wrong with it. */
export class Scraper {
  scrapes = 0;
  problems = [];
  #url;

  constructor(url) {
    this.#url = url;
  }

  async scrapeUntil(signal) {
    while (!signal.aborted) {
      try {
        await this.#scrape();
      } catch (error) {
        this.problems.push(`scrape ${this.scrapes}: ${error.message}`);
      }
    }
  }

  /** Sum of the samples of a family whose names end so. */
  async total(name, suffix = '') {
    const families = parseOpenMetrics(await this.#text('application/openmetrics-text'));
    const { samples } = families.find((family) => family.name === name);
    const counted = samples.filter((sample) => sample.name === name + suffix);
    return counted.reduce((sum, { value }) => sum + Number(value), 0);
  }

  async #scrape() {
    const nth = this.scrapes++ % (2 * PARSED);
    if (nth === 0) parseOpenMetrics(await this.#text('application/openmetrics-text'));
    else if (nth === PARSED) parsePrometheusText(await this.#text('*/*'));
    else await this.#text('*/*');
  }

  async #text(accept) {
    const response = await fetch(this.#url, { headers: { accept } });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`answered ${response.status}: ${text}`);
    return text;
  }
}
