import { checkOption } from './check-option.js';
import type { Origin } from './configuration-error.js';
import type { Finding } from './finding.js';
import { nearest } from './nearest.js';
import { options, type PlacedOption, readingOrder } from './options.js';

const PREFIX = 'METERKIT_';

/** How what has a name each is written in a variable. */
const PAIRS = 'write name=value,name=value';

/**
 * Reads the variables that the options name. An empty one counts as unset (OpenTelemetry environment variables, Parsing
 * empty value). A `METERKIT_` variable that no option names is a problem.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): readonly Finding[] {
  return [
    ...readingOrder.flatMap((option) => readVariable(option, env)),
    ...Object.entries(env).flatMap(([name, value]) => unknownVariable(name, value ?? '')),
  ];
}

function readVariable(option: PlacedOption, env: NodeJS.ProcessEnv): readonly Finding[] {
  if (option.env === undefined) return [];
  const text = env[option.env]?.trim() ?? '';
  if (text === '') return [];
  const origin: Origin = `env ${option.env}`;
  const value = option.decode(text);
  return checkOption(option, value, () => origin).flatMap((finding): readonly Finding[] => {
    if (finding.kind !== 'problem') return [finding];
    if (option.kind === 'value' && option.otherwise !== undefined)
      return [
        { ...finding, kind: 'warning' },
        { kind: 'setting', option: option.path, value: option.otherwise, origin },
      ];
    if (option.kind === 'record' && typeof value === 'string')
      return [{ ...finding, problem: { ...finding.problem, fix: PAIRS } }];
    return [finding];
  });
}

function unknownVariable(name: string, value: string): readonly Finding[] {
  if (!name.startsWith(PREFIX) || value.trim() === '' || isServiceLink(name, value)) return [];
  if (options.some((option) => option.env === name)) return [];
  // Variables are named after paths, the standard ones excepted: METERKIT_SCRAPE_PORT is a likely mistake.
  const path = nearest(
    name.slice(PREFIX.length),
    options.filter((option) => option.env !== undefined).map((option) => option.path),
  );
  const meant = options.find((option) => option.path === path)?.env;
  const fix = meant && `did you mean ${meant}?`;
  const rule = 'unknown variable';
  return [{ kind: 'problem', problem: { option: name, rule, origin: `env ${name}`, fix } }];
}

/** Kubernetes gives every pod such variables for a service of the name `meterkit` or `meterkit-...`. */
function isServiceLink(name: string, value: string): boolean {
  return (
    /_SERVICE_(HOST|PORT)(_|$)|_PORT_\d+_(TCP|UDP|SCTP)(_|$)/.test(name) ||
    /^(tcp|udp|sctp):\/\//.test(value)
  );
}
