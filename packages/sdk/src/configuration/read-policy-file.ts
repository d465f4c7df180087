import { resolve } from 'node:path';
import type { Finding, Setting } from './finding.js';
import { type ReadFile, readText, readYaml, unreadableFile } from './read-yaml-file.js';
import { reason } from './reason.js';

/** What there was to read in a file, or why it could not be read: `ENOENT`. */
export type FileReading = { readonly text: string } | { readonly reason: string };

/** Reads the policy file that `named` names. That it is not there is a warning only: it may come later. */
export function readPolicyFile(
  named: Setting,
  readFile: ReadFile = readText,
): { readonly reading: FileReading; readonly findings: readonly Finding[] } {
  const file = String(named.value);
  try {
    const text = readFile(resolve(file));
    return { reading: { text }, findings: readYaml('policyFile', file, text) };
  } catch (error) {
    const why = reason(error);
    const kind = why === 'ENOENT' ? 'warning' : 'problem';
    return {
      reading: { reason: why },
      findings: [{ kind, problem: unreadableFile(named, error) }],
    };
  }
}
