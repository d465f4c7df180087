import type { MeterDefinition } from '@meterkit/instruments';
import { aggregationInstruments } from './instruments/aggregation-instruments.js';
import { dedupInstruments } from './instruments/dedup-instruments.js';
import { eventInstruments } from './instruments/event-instruments.js';
import { normalizationInstruments } from './instruments/normalization-instruments.js';
import { pipelineInstruments } from './instruments/pipeline-instruments.js';
import { stateInstruments } from './instruments/state-instruments.js';
import { watermarkInstruments } from './instruments/watermark-instruments.js';
import { windowInstruments } from './instruments/window-instruments.js';

export const processorDefinition = {
  name: 'processor',
  instruments: {
    ...eventInstruments,
    ...windowInstruments,
    ...aggregationInstruments,
    ...stateInstruments,
    ...dedupInstruments,
    ...normalizationInstruments,
    ...watermarkInstruments,
    ...pipelineInstruments,
  },
} satisfies MeterDefinition; // the import also lets the declarations name what is inferred here
