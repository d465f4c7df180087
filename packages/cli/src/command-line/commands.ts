import { catalogCommand } from '../catalog/catalog-command.js';
import { checkCommand } from '../check/check-command.js';
import { configCommand } from '../config/config-command.js';
import { diffCommand } from '../diff/diff-command.js';
import { doctorCommand } from '../doctor/doctor-command.js';
import { dashboardsCommand, rulesCommand } from '../generate/generate-command.js';
import { topCommand } from '../top/top-command.js';
import type { Command } from './command.js';

export const commands: readonly Command[] = [
  checkCommand,
  topCommand,
  doctorCommand,
  catalogCommand,
  diffCommand,
  dashboardsCommand,
  rulesCommand,
  configCommand,
];
