import { type AnyOption, isOption, type OptionGroup } from './option.js';
import { optionDetails } from './option-details.js';
import { schema } from './schema/schema.js';

const HEADER = `// Generated from schema/: change that, then run \`npm run docs\`.
import type { Store } from '@meterkit/instruments';
import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import type { HealthBody, ReadyBody } from '../endpoint/health-bodies.js';
import type { Logger } from './logger.js';
`;

/** The text of `init-options.ts`: the schema as interfaces, in which an editor shows what each option is. */
export function initOptionsSource(): string {
  return [HEADER, ...interfaces('InitOptions', 'What `init()` takes.', schema)].join('\n');
}

function interfaces(name: string, description: string, group: OptionGroup): readonly string[] {
  const members = Object.entries(group).map(([key, node]) =>
    isOption(node) ? comment(node) + member(key, node.type) : member(key, interfaceName(key)),
  );
  const nested = Object.entries(group).flatMap(([key, node]) =>
    isOption(node)
      ? []
      : interfaces(interfaceName(key), `The \`${key}\` options of \`init()\`.`, node),
  );
  return [`/** ${description} */\nexport interface ${name} {\n${members.join('')}}\n`, ...nested];
}

function interfaceName(group: string): string {
  return `${group.charAt(0).toUpperCase()}${group.slice(1)}Options`;
}

function member(key: string, type: string): string {
  return `  readonly ${key}?: ${type} | undefined;\n`;
}

function comment(option: AnyOption): string {
  const { values, fallback, env } = optionDetails(option);
  const details = [
    `Expects ${values}`,
    fallback && `default ${fallback}`,
    env && `environment \`${env}\``,
  ];
  const line = details.filter(Boolean).join('; ');
  return `  /**\n   * ${option.description}\n   *\n   * ${line}.\n   */\n`;
}
