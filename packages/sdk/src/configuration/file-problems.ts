import { createPrivateKey } from 'node:crypto';
import { resolve } from 'node:path';
import { parseTokens } from '../access/parse-tokens.js';
import { parseUsers } from '../access/parse-users.js';
import { parseCertificates, tlsContext } from '../endpoint/tls-context.js';
import type { Configuration } from './configuration.js';
import type { ConfigurationProblem, Origin } from './configuration-error.js';
import { displayValue } from './display-value.js';
import { type ReadFile, readText } from './read-yaml-file.js';
import { reason } from './reason.js';

/** What is wrong with the files of `access` and `tls`, so that the start says it. They are not read where nothing is to listen. */
export function fileProblems(
  { access, tls, disabled, exporter }: Configuration,
  origins: ReadonlyMap<string, Origin>,
  readFile: ReadFile = readText,
): readonly ConfigurationProblem[] {
  if (disabled || exporter === 'none') return [];
  const checked = (
    option: string,
    rule: string,
    path: string | undefined,
    check: (text: string) => unknown,
  ): readonly ConfigurationProblem[] => {
    if (path === undefined) return [];
    try {
      check(readFile(resolve(path)));
      return [];
    } catch (error) {
      const origin = origins.get(option) ?? 'default';
      const value = displayValue(path);
      return [{ option, rule: `expected ${rule}`, value, origin, fix: reason(error) }];
    }
  };
  const problems = [
    ...checked('access.usersFile', 'a file of lines name:hash', access.usersFile, parseUsers),
    ...checked('access.tokenFile', 'a file of tokens', access.tokenFile, parseTokens),
    ...checked('tls.certFile', 'a certificate in PEM', tls.certFile, parseCertificates),
    ...checked('tls.keyFile', 'a key in PEM without password', tls.keyFile, createPrivateKey),
    ...checked('tls.clientCaFile', 'certificates in PEM', tls.clientCaFile, parseCertificates),
  ];
  const { certFile } = tls;
  if (certFile === undefined || problems.some(({ option }) => option.startsWith('tls.')))
    return problems;
  const isPair = (key: string): unknown => tlsContext({ cert: readFile(resolve(certFile)), key });
  return [...problems, ...checked('tls.keyFile', 'the key of tls.certFile', tls.keyFile, isPair)];
}
