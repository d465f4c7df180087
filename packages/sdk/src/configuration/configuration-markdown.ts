import { exampleYaml } from './example-yaml.js';
import { type AnyOption, isOption, type OptionGroup } from './option.js';
import { optionDetails } from './option-details.js';
import { schema } from './schema/schema.js';

const INTRODUCTION = `<!-- Generated from packages/sdk/src/configuration/schema/: change that, then run \`npm run docs\`. -->
# Configuration

An option can be set in code (\`init({ scrape: { port: 9000 } })\`), by an environment variable, or in a YAML file. Code
wins over the environment, the environment over the file, and the file over the default. \`resourceAttributes\` and
\`page.constantLabels\` are merged entry by entry.

In the environment an empty variable counts as unset, and words may be in any case. A \`METERKIT_\` variable that is not listed here is
an error, as an unknown option is in code and in the file.

What is marked as live can also be set in the [policy file](policy.md), which is read again whenever it changes and wins over all
other sources.

An unknown exporter in \`OTEL_METRICS_EXPORTER\`, an unknown level in \`OTEL_LOG_LEVEL\` and anything but true in
\`OTEL_SDK_DISABLED\` are warned of and ignored: such variables are set for whole clusters.

All other problems of all sources are reported together, in one \`ConfigurationError\` (\`code: 'METERKIT_CONFIGURATION'\`):

\`\`\`text
scrape.port: expected an integer from 0 to 65535, got "94x" (from env OTEL_EXPORTER_PROMETHEUS_PORT)
\`\`\`

## Lists

| Values | In the environment | In YAML |
|---|---|---|
| a list | \`METERKIT_PAGE_EXCLUDE='shop.debug.*,*_bytes'\` | \`exclude: [shop.debug.*, '*_bytes']\` |
| strings by name | \`METERKIT_PAGE_CONSTANT_LABELS='zone=a,stage=test'\` | \`constantLabels: { zone: a, stage: test }\` |
| lists by name | \`METERKIT_INSTRUMENTS_DROP_LABELS='shop.*=tenant user,shop.placed=tenant'\` | \`dropLabels: { shop.*: [tenant, user], shop.placed: [tenant] }\` |
| lists of numbers by name | \`METERKIT_INSTRUMENTS_BOUNDS='shop.duration=0.5 1 2,shop.size=3'\` | \`bounds: { shop.duration: [0.5, 1, 2], shop.size: [3] }\` |

In the environment, where there are names, \`,\`, \`=\` and \`%\` inside a name or a value are percent-encoded: \`%2C\`, \`%3D\`, \`%25\`. In YAML a text
that begins with \`*\` needs quotes.
`;

const EXAMPLE = `
## The YAML file

Named by \`configFile\` or \`METERKIT_CONFIG_FILE\`. An empty value leaves an option unset.

\`\`\`yaml
${exampleYaml()}\`\`\`
`;

/** The text of `docs/configuration.md`. */
export function configurationMarkdown(): string {
  return INTRODUCTION + section('General', '', schema) + EXAMPLE;
}

function section(title: string, prefix: string, group: OptionGroup): string {
  const entries = Object.entries(group);
  const rows = entries.flatMap(([name, node]) =>
    isOption(node) ? [row(prefix + name, node)] : [],
  );
  const nested = entries.map(([name, node]) =>
    isOption(node) ? '' : section(`\`${prefix}${name}\``, `${prefix}${name}.`, node),
  );
  const head = '| Option | What it is | Values | Default | Environment |\n|---|---|---|---|---|';
  return `\n## ${title}\n\n${[head, ...rows].join('\n')}\n${nested.join('')}`;
}

function row(path: string, option: AnyOption): string {
  const { values, fallback, env } = optionDetails(option);
  const notInFile = option.inFile === false ? ' Not in the file.' : '';
  const live = option.inPolicy ? ' Live.' : '';
  const cells = [
    code(path),
    option.description + notInFile + live,
    values,
    code(fallback),
    code(env),
  ];
  return `| ${cells.join(' | ')} |`;
}

function code(text: string | undefined): string {
  return text === undefined ? '' : `\`${text}\``;
}
