import type { FamilyHistory } from '@meterkit/exposition/history';
import { element } from './element.js';

/** What every card begins with: the name of its family, what stands beside that, and what the family is. */
export function cardFrame(
  { name, help }: FamilyHistory,
  ...beside: readonly Element[]
): HTMLElement {
  const heading = element('h3', { id: `family-${name}`, title: name }, name);
  return element(
    'article',
    { tabindex: '-1', 'aria-labelledby': heading.id },
    element('header', {}, heading, ...beside),
    element('p', { class: 'help', title: help }, help),
  );
}
