import * as prometheusIo from '@prometheus-io/client';
import * as promClient from 'prom-client';

/** The libraries that the bridge is for. One stands for the types of both, which differ in what tests do not use. */
export const libraries = [
  ['prom-client', promClient],
  ['@prometheus-io/client', prometheusIo as unknown as typeof promClient],
] as const;

export type Library = typeof promClient;

export const contentTypes = ['text', 'openmetrics'] as const;

/** A registry that writes the format. */
export function newRegistry(
  { Registry }: Library,
  format: (typeof contentTypes)[number],
): promClient.Registry {
  const registry = new Registry<promClient.RegistryContentType>();
  registry.setContentType(
    format === 'text' ? Registry.PROMETHEUS_CONTENT_TYPE : Registry.OPENMETRICS_CONTENT_TYPE,
  );
  return registry as promClient.Registry; // the tests ask for nothing that its type decides
}
