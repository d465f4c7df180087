import type { Document } from './documents.js';

/** A program of a document: a `ts` block and those after it that continue it. */
export interface Program {
  /** `docs-concepts-42`: the document and the line of the first block. */
  readonly name: string;
  /** Each piece is on the lines that it has in the document, so that an error names the right one. */
  readonly source: string;
  readonly runs: boolean;
  /** Lines that it prints, in this order, with others between them. */
  readonly prints: readonly string[];
}

const BLOCK = /^```(\w*)(?: (\w+))?\n(.*?)^```$/gms;

/**
 * The programs of a document. What a block is, the second word of its fence says: `ts` is a program to be compiled, `ts run`
 * one to be run too, `ts more` continues the program above it, and `text output` is printed by that.
 */
export function programsOf({ path, text }: Document): readonly Program[] {
  const programs: Program[] = [];
  for (const { 1: language, 2: mark, 3: code = '', index } of text.matchAll(BLOCK)) {
    const line = text.slice(0, index).split('\n').length + 1;
    const last = programs.at(-1);
    if (language === 'ts' && mark !== 'more') {
      const name = `${path.replace(/\.md$/, '').replaceAll('/', '-')}-${line}`;
      programs.push({ name, source: atLine(line, '', code), runs: mark === 'run', prints: [] });
    } else if (last !== undefined && mark === 'more') {
      programs.splice(-1, 1, { ...last, source: atLine(line, last.source, code) });
    } else if (last !== undefined && mark === 'output') {
      const prints = [...last.prints, ...code.trimEnd().split('\n')];
      programs.splice(-1, 1, { ...last, prints });
    }
  }
  return programs;
}

function atLine(line: number, before: string, code: string): string {
  return before + '\n'.repeat(line - before.split('\n').length) + code;
}
