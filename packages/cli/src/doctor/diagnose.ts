import type { QueryUse } from '../queries/query-use.js';
import { readContentType } from '../target/read-content-type.js';
import { accessFindings } from './access-findings.js';
import { costFindings } from './cost-findings.js';
import type { DoctorFacts } from './doctor-facts.js';
import type { DoctorReport } from './doctor-report.js';
import { familyCosts } from './family-costs.js';
import { labelCosts } from './label-costs.js';
import { negotiationFindings } from './negotiation-findings.js';
import { readFamilies } from './read-families.js';
import { trendOf } from './trend-of.js';
import { vanishingFindings } from './vanishing-findings.js';

/** What the facts say. `queries` are those of dashboards and rules; undefined where none were named. */
export function diagnose(
  facts: DoctorFacts,
  queries: readonly QueryUse[] | undefined,
): DoctorReport {
  const { target, page, again, later, utf8, families, waitMs } = facts;
  const { headers } = page;
  const read = queries && readFamilies(families.page, queries);
  const measured: Omit<DoctorReport, 'findings'> = {
    version: 1,
    target: target.shown,
    page: {
      contentType: headers['content-type'] ?? '',
      contentEncoding: headers['content-encoding'] ?? '',
      escaping: readContentType(utf8.headers['content-type']).parameters.get('escaping') ?? '',
      vary: headers.vary ?? '',
      bytes: page.body.length,
      sentBytes: page.sentBytes,
      slowestMs: Math.max(page.tookMs, again.tookMs, later.tookMs),
    },
    families: familyCosts(page.body, families.page, read),
    labels: labelCosts(families.page),
    trend: trendOf(families.page, families.later, waitMs),
  };
  const findings = [
    ...accessFindings(facts),
    ...negotiationFindings(facts),
    ...vanishingFindings(families.page, families.again),
    ...costFindings(measured),
  ];
  const isProblem = ({ severity }: (typeof findings)[number]) => Number(severity === 'problem');
  return { ...measured, findings: findings.sort((a, b) => isProblem(b) - isProblem(a)) };
}
