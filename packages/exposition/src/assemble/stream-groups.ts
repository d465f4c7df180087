import type { PageProblem, PageProblemKind } from '../page.js';
import { describeStream } from './describe-stream.js';
import type { PageStream } from './page-stream.js';

/** Streams that become one family, the first one's type and bounds being those of all. */
export type StreamGroup = [PageStream, ...PageStream[]];

/** Why a stream is not admitted, and to whom it gives way. */
interface Conflict {
  readonly problem: PageProblemKind;
  readonly with: PageStream;
}

/**
 * Puts streams together that have one name and keeps out those that could not stand on the page beside the ones before
 * (OpenMetrics 1.0, MetricFamily; OpenTelemetry, Prometheus and OpenMetrics Compatibility, Metric Metadata).
 */
export class StreamGroups {
  readonly byName = new Map<string, StreamGroup>();
  readonly #owners = new Map<string, PageStream>();
  readonly #problems: PageProblem[];

  constructor(problems: PageProblem[]) {
    this.#problems = problems;
  }

  add(stream: PageStream): void {
    const { name, columns } = stream.family;
    if (name === '') {
      this.#report(
        columns.name,
        'unusable_name',
        `${describeStream(columns)} is left out: its name has no usable character`,
      );
      return;
    }
    const group = this.byName.get(name);
    const conflict = group === undefined ? this.#clash(stream) : conflictWithin(group[0], stream);
    if (conflict !== undefined) {
      const other = describeStream(conflict.with.family.columns);
      this.#report(
        name,
        conflict.problem,
        `${describeStream(columns)} is left out: ${other} came first`,
      );
    } else if (group === undefined) this.#open(stream);
    else if (!group.some((other) => haveSameRows(other, stream))) group.push(stream);
  }

  #open(stream: PageStream): void {
    this.byName.set(stream.family.name, [stream]);
    for (const name of stream.occupied) this.#owners.set(name, stream);
  }

  #clash(stream: PageStream): Conflict | undefined {
    for (const name of stream.occupied) {
      const owner = this.#owners.get(name);
      if (owner !== undefined) return { problem: 'name_clash', with: owner };
    }
    return undefined;
  }

  #report(family: string, problem: PageProblemKind, detail: string): void {
    this.#problems.push({ family, problem, detail });
  }
}

function conflictWithin(first: PageStream, { family }: PageStream): Conflict | undefined {
  const { type, name, columns } = first.family;
  if (type !== family.type) return { problem: 'type_conflict', with: first };
  if (type === 'info' && name === 'target') return { problem: 'target_repeated', with: first };
  const sameBounds = String(columns.bounds) === String(family.columns.bounds);
  return sameBounds ? undefined : { problem: 'bounds_conflict', with: first };
}

function haveSameRows({ family: a }: PageStream, { family: b }: PageStream): boolean {
  return a.columns.rowsOf !== undefined && a.columns.rowsOf === b.columns.rowsOf;
}
