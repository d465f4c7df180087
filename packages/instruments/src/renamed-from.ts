/** The name that an instrument had before. Kind, unit and labels are those of the instrument. */
export interface RenamedFrom {
  /** As the instrument's own: dotted, without unit and `_total`; the page's with `exactName`. */
  readonly name: string;
  /** The first day, in UTC, on which a process that starts no longer shows the old name: `2027-03-01`. */
  readonly until: string;
  /** Of the old name alone: it was that of the page as it stands. Default: false. */
  readonly exactName?: boolean;
}

/** Whether a process that started then shows the old name. */
export function showsOldName({ until }: RenamedFrom, startMs: number): boolean {
  return startMs < Date.parse(until); // a day alone is one of UTC
}

/** A day of the calendar as ISO 8601 writes it. */
export function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const ms = Date.parse(value);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value); // the 30th of February is the 2nd of March
}
