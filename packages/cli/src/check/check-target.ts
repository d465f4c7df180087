import type { AllowedFinding, ParsedFamily } from '@meterkit/exposition';
import { type Answer, ask, expectPage, isNotSpoken } from '../target/ask.js';
import { formatOf, pageFormats, type TargetFormat } from '../target/page-formats.js';
import type { Target } from '../target/target.js';
import { checkContentType } from './check-content-type.js';
import { lint, readStrictly } from './check-page.js';
import type { CheckFinding, CheckReport, FormatReport } from './check-report.js';

/** Asks a target for every format, and checks each that it speaks. */
export async function checkTarget(
  target: Target,
  allow: readonly AllowedFinding[],
): Promise<CheckReport> {
  const formats: FormatReport[] = [];
  const findings: CheckFinding[] = [];
  let first: readonly ParsedFamily[] | undefined;
  let refusals = 0;
  for (const asked of pageFormats) {
    const answer = await ask(target, { accept: asked.accept, 'accept-encoding': 'gzip' });
    if (!isNotSpoken(answer) || ++refusals === pageFormats.length) expectPage(target, answer);
    const checked = checkAnswer(asked, answer);
    formats.push(checked.report);
    for (const finding of checked.findings)
      if (!findings.some(({ message }) => message === finding.message)) findings.push(finding);
    first ??= checked.families;
  }
  if (first !== undefined) findings.push(...lint(first, allow));
  return {
    version: 1,
    target: target.shown,
    formats,
    families: first?.length ?? 0,
    series: seriesIn(first ?? []),
    findings,
  };
}

export function seriesIn(families: readonly ParsedFamily[]): number {
  return families.reduce((sum, { samples }) => sum + samples.length, 0);
}

function checkAnswer(asked: TargetFormat, answer: Answer) {
  const { headers, body } = answer;
  const contentType = headers['content-type'] ?? '';
  const answered = formatOf(contentType);
  const report = { format: asked.name, contentType, bytes: body.length };
  if (isNotSpoken(answer))
    return { report: { ...report, state: 'other' as const }, findings: [], families: undefined };
  const findings = checkContentType(contentType);
  if (answered !== asked || asked.grammar === undefined) {
    const state = answered === asked ? ('not read' as const) : ('other' as const);
    return { report: { ...report, state }, findings, families: undefined };
  }
  const page = readStrictly(body, asked.grammar);
  const state = page.families === undefined ? ('invalid' as const) : ('ok' as const);
  return {
    report: { ...report, state },
    findings: [...findings, ...page.findings],
    families: page.families,
  };
}
