import type { Command } from './command.js';

/** A command before it is loaded: what one needs, the others are not to wait for. */
export interface CommandEntry {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

export const commands: readonly CommandEntry[] = [
  {
    name: 'check',
    summary:
      'Read a page strictly, in every format, and lint it; or hold rules and dashboards against meters',
    load: async () => (await import('../check/check-command.js')).checkCommand,
  },
  {
    name: 'top',
    summary: 'Watch a page: rates, quantiles and what they were lately',
    load: async () => (await import('../top/top-command.js')).topCommand,
  },
  {
    name: 'doctor',
    summary: 'Find what a page costs and what is wrong with how it is served',
    load: async () => (await import('../doctor/doctor-command.js')).doctorCommand,
  },
  {
    name: 'catalog',
    summary: 'List what meters put on the page: names, types, units, labels, bounds',
    load: async () => (await import('../catalog/catalog-command.js')).catalogCommand,
  },
  {
    name: 'diff',
    summary: 'Find what a new catalogue breaks: families, labels, values, bounds, panels, alerts',
    load: async () => (await import('../diff/diff-command.js')).diffCommand,
  },
  {
    name: 'dashboards',
    summary:
      'Write dashboards of Grafana from the definitions of meters, or check those that are there',
    load: async () => (await import('../generate/generate-command.js')).dashboardsCommand,
  },
  {
    name: 'rules',
    summary:
      'Write recording rules and alerts from the definitions of meters, or check those that are there',
    load: async () => (await import('../generate/generate-command.js')).rulesCommand,
  },
  {
    name: 'config',
    summary:
      'Show the configuration that a service would start with here, and where each value is from',
    load: async () => (await import('../config/config-command.js')).configCommand,
  },
];
