import { ENVIRONMENTS, REJECTION_REASONS } from '../orchestrator/deployment.js';
import { strategies } from '../orchestrator/strategies.js';

/** Names are parts of paths: no separator, and no dot at the beginning. */
const name = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' };

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
