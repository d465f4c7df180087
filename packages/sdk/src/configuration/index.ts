export {
  ConfigurationError,
  type ConfigurationProblem,
  type Origin,
} from './configuration-error.js';
export { type EffectiveOption, effectiveConfiguration } from './effective-configuration.js';
export { exampleYaml } from './example-yaml.js';
export { nearest } from './nearest.js';
export {
  type ResolvedConfiguration,
  resolveConfiguration,
  type SettledOptions,
} from './resolve-configuration.js';
