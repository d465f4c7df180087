import prom from '@prometheus-io/client';
import { promRegistry } from './prom-registry.mjs';

/** Instruments of prom-client's successor in a registry of their own. */
export function openLibrary() {
  return promRegistry(prom);
}
