import { isIP } from 'node:net';
import type { DoctorFacts } from './doctor-facts.js';
import type { DoctorFinding } from './doctor-report.js';

/** Who may read the page, and who may read the credentials. */
export function accessFindings({
  target,
  anonymous,
}: Pick<DoctorFacts, 'target' | 'anonymous'>): readonly DoctorFinding[] {
  const { shown, url, socketPath, credentials, hasCredentialsInUrl } = target;
  const isAway = socketPath === undefined && !isLoopback(url.hostname);
  const findings: DoctorFinding[] = [];
  if (hasCredentialsInUrl)
    findings.push({
      severity: 'problem',
      rule: 'credentials-in-url',
      message: `${shown}: expected no credentials in the URL, got some: addresses end up in logs and lists of processes; use --user NAME with METERKIT_PASSWORD, or --bearer-file`,
    });
  if (credentials !== 'none' && url.protocol === 'http:' && isAway)
    findings.push({
      severity: 'problem',
      rule: 'credentials-in-clear',
      message: `${shown}: expected https where credentials are sent, got http with ${credentials} authentication, which everybody on the way can read; set tls.certFile`,
    });
  if (credentials !== 'none' && anonymous?.status === 200)
    findings.push({
      severity: 'problem',
      rule: 'credentials-not-asked',
      message: `${shown}: expected 401 without credentials, got 200: everybody reads the page`,
    });
  else if (credentials === 'none' && isAway)
    findings.push({
      severity: 'advice',
      rule: 'open',
      message: `${shown}: readable by whoever reaches it; ask for users or tokens, allow only the addresses of scrapers, or listen on loopback`,
    });
  return findings;
}

function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
