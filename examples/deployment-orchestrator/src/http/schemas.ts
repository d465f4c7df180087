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

export const decision = {
  oneOf: [
    {
      type: 'object',
      required: ['decision'],
      additionalProperties: false,
      properties: { decision: { const: 'grant' } },
    },
    {
      type: 'object',
      required: ['decision', 'reason'],
      additionalProperties: false,
      properties: {
        decision: { const: 'reject' },
        reason: { enum: REJECTION_REASONS },
        comment: { type: 'string', maxLength: 500 },
      },
    },
  ],
};
