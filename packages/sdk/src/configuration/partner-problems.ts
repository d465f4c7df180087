import type { Configuration } from './configuration.js';
import type { ConfigurationProblem, Origin } from './configuration-error.js';
import { displayValue } from './display-value.js';

/** Options that mean nothing without another one, or with it. Those in `broken` are left out: what they are to be is not known. */
export function partnerProblems(
  { scrape, tls, health }: Configuration,
  origins: ReadonlyMap<string, Origin>,
  broken: ReadonlySet<string>,
): readonly ConfigurationProblem[] {
  const rows = [
    ['tls.certFile', tls.certFile, 'tls.keyFile', tls.keyFile !== undefined],
    ['tls.keyFile', tls.keyFile, 'tls.certFile', tls.certFile !== undefined],
    ['tls.clientCaFile', tls.clientCaFile, 'tls.certFile', tls.certFile !== undefined],
    ['health.host', health.host, 'health.port', health.port !== undefined],
  ] as const;
  const problems = rows.flatMap(([option, value, partner, isThere]) =>
    value === undefined || isThere || broken.has(partner)
      ? []
      : [problem(option, `expected only together with ${partner}`, value)],
  );
  if (scrape.socket !== undefined && tls.certFile !== undefined)
    problems.push(problem('scrape.socket', 'expected only without tls.certFile', scrape.socket));
  if (!scrape.listen && tls.certFile !== undefined)
    problems.push({
      ...problem('tls.certFile', 'expected only where the endpoint listens', tls.certFile),
      fix: 'set scrape.listen, or give TLS to the server that the endpoint is mounted on',
    });
  return problems;

  function problem(option: string, rule: string, value: string): ConfigurationProblem {
    return { option, rule, value: displayValue(value), origin: origins.get(option) ?? 'default' };
  }
}
