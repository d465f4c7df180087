import { familyName, typeSuffix } from '@meterkit/exposition';
import type { NamesOf } from '@meterkit/instruments/testing';

/** The declared name, and those that family and sample have on the page by its rules: `checkout_duration_seconds`. */
export const pageNames: NamesOf = (family) => {
  const { name } = familyName(family, 'underscores');
  return [family.name, name, name + typeSuffix(family.type)];
};
