import type { Configuration } from '../configuration/configuration.js';
import { escapeHtml } from './escape-html.js';
import type { EndpointResponse } from './exchange.js';
import { answer } from './responses.js';

/** A plain page for people: where to find what. */
export function answerIndex(
  response: EndpointResponse,
  serviceName: string,
  { metricsPath, healthPath, readyPath }: Configuration['scrape'],
): void {
  const name = escapeHtml(serviceName);
  const links = [metricsPath, healthPath, readyPath].map(escapeHtml);
  const items = links.map((path) => `<li><a href="${path}">${path}</a></li>`).join('');
  response.setHeader('content-security-policy', "default-src 'none'");
  answer(
    response,
    200,
    'text/html; charset=utf-8',
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><h1>${name}</h1><ul>${items}</ul></html>\n`,
  );
}
