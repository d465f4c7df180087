import { createHash } from 'node:crypto';

/** Grafana's limit. */
const MAX_LENGTH = 40;

/** The same for the same name in every run, and another for another name, however long they are. */
export function dashboardUid(name: string): string {
  const uid = `meterkit-${name}`;
  if (uid.length <= MAX_LENGTH) return uid;
  const hash = createHash('sha256').update(uid).digest('hex').slice(0, 8);
  return `${uid.slice(0, MAX_LENGTH - 9)}-${hash}`;
}
