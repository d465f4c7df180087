import { ENVIRONMENTS, NAME_PATTERN, REJECTION_REASONS } from '../orchestrator/deployment.js';
import { strategies } from '../orchestrator/strategies.js';

const name = { type: 'string', pattern: NAME_PATTERN };

export const deploymentRequest = {
  type: 'object',
  required: ['environment', 'strategy', 'module', 'version'],
  additionalProperties: false,
  properties: {
    environment: { enum: ENVIRONMENTS },
    strategy: { enum: Object.keys(strategies) },
    module: name,
    version: name,
  },
};

/** A rejection needs its reason. */
export const decision = {
  type: 'object',
  required: ['decision'],
  properties: {
    decision: { enum: ['grant', 'reject'] },
    reason: { enum: REJECTION_REASONS },
    comment: { type: 'string', maxLength: 500 },
  },
  anyOf: [{ properties: { decision: { const: 'grant' } } }, { required: ['reason'] }],
};
