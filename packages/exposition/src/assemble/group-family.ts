import type { PageFamily, PageProblem, PageProblemKind } from '../page.js';
import { describeStream } from './describe-stream.js';
import { mergeStreams } from './merge-streams.js';
import type { StreamGroup } from './stream-groups.js';

/** Makes one family of the streams of a name: the one there is, or a merged copy. */
export function groupFamily(group: StreamGroup, problems: PageProblem[]): PageFamily {
  const [first, ...others] = group;
  if (others.length === 0 && !first.joinsLabels) return first.family;
  const { family, merged } = mergeStreams([first.family, ...others.map((other) => other.family)]);
  const help = firstText(group, 'help', problems);
  const unit = firstText(group, 'unit', problems);
  const report = (problem: PageProblemKind, detail: string) =>
    problems.push({ family: family.name, problem, detail });
  if (group.some(({ joinsLabels }) => joinsLabels)) {
    report('labels_joined', `labels of one name: their values are joined with ";"`);
  }
  if (merged > 0) {
    const summed = family.type !== 'gauge' && family.type !== 'info';
    const streams = group.map((stream) => describeStream(stream.family.columns));
    report(
      'series_merged',
      `${merged} series of ${streams.join(' and ')} had the labels of another: ${summed ? 'summed' : 'the last is kept'}`,
    );
  }
  return { ...family, help, unit };
}

/** The first HELP or UNIT that is not empty; the others are reported. */
function firstText(group: StreamGroup, key: 'help' | 'unit', problems: PageProblem[]): string {
  const texts = new Set(group.map(({ family }) => family[key]));
  texts.delete('');
  const [first = '', ...others] = texts;
  for (const other of others) {
    const detail = `${JSON.stringify(first)} is written, ${JSON.stringify(other)} is not`;
    problems.push({ family: group[0].family.name, problem: `${key}_conflict`, detail });
  }
  return first;
}
