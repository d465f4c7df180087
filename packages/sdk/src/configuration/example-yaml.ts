import { loadYaml } from './load-yaml.js';
import { type AnyOption, isOption, type OptionGroup } from './option.js';
import { optionDetails } from './option-details.js';
import { schema } from './schema/schema.js';

const HEADER = `# Meterkit configuration. Name this file in METERKIT_CONFIG_FILE or in the option configFile of init().
# What is set here wins over defaults; the environment and code win over what is set here.
# Every option is shown with its default: remove the "#" directly before a name to change it.
`;

/** A YAML file with all options that a file can have, explained, each commented out at its default. */
export function exampleYaml(): string {
  return `${HEADER}${linesOf(schema, '').join('\n')}\n`;
}

function linesOf(group: OptionGroup, indent: string): readonly string[] {
  return Object.entries(group).flatMap(([name, node]) => {
    if (!isOption(node)) return ['', `${indent}${name}:`, ...linesOf(node, `${indent}  `)];
    return node.inFile === false
      ? []
      : ['', ...optionLines(name, node).map((line) => indent + line)];
  });
}

function optionLines(name: string, option: AnyOption): readonly string[] {
  const { values, env } = optionDetails(option);
  const value =
    option.default === undefined ? '' : ` ${loadYaml().stringify(option.default).trimEnd()}`;
  return [
    `# ${option.description}`,
    `# Expects ${values}${env === undefined ? '' : `; environment ${env}`}.`,
    `#${name}:${value}`,
  ];
}
