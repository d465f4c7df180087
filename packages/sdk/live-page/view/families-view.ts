import {
  compareGroups,
  type FamilyHistory,
  groupName,
  type ProcessHistory,
  search,
  searchWords,
} from '@meterkit/exposition/history';
import { byId, element, setText } from './element.js';
import { FamilyCard } from './family-card.js';
import { TextCard } from './text-card.js';

/** Cards are drawn from so far outside of the window, so that scrolling finds them drawn. */
const AHEAD = '200px';

interface Group {
  readonly section: HTMLElement;
  readonly cards: HTMLElement;
  readonly link: HTMLAnchorElement;
  readonly count: HTMLElement;
}

/** All families in their groups, of which the search leaves some. */
export class FamiliesView {
  readonly #history: ProcessHistory;
  readonly #main = byId('families', HTMLElement);
  readonly #links = byId('groups', HTMLElement);
  readonly #found = byId('found', HTMLElement);
  readonly #search = byId('search', HTMLInputElement);
  readonly #moving = byId('moving', HTMLInputElement);
  readonly #cards = new Map<string, FamilyCard | TextCard>();
  readonly #byRoot = new Map<Element, FamilyCard>();
  readonly #groups = new Map<string, Group>();
  readonly #inView = new IntersectionObserver((entries) => this.#seen(entries), {
    rootMargin: AHEAD,
  });

  constructor(history: ProcessHistory) {
    this.#history = history;
    this.#search.addEventListener('input', () => this.show());
    this.#moving.addEventListener('change', () => this.show());
  }

  /** Shows what the history has now. */
  show(): void {
    for (const name of Array.from(this.#history.families.keys()).sort())
      if (!this.#cards.has(name)) this.#add(name);
    const words = searchWords(this.#search.value);
    const counts = new Map<string, number>();
    for (const card of this.#cards.values()) {
      const { family, root } = card;
      const found = this.#moving.checked && !moves(family) ? undefined : search(family, words);
      root.hidden = found === undefined;
      if (found === undefined) continue;
      const group = groupName(family.name);
      counts.set(group, (counts.get(group) ?? 0) + 1);
      card.series = found;
    }
    this.#count(counts);
  }

  /** Draws everything anew, as after a change of colours. */
  redraw(): void {
    for (const card of this.#byRoot.values()) {
      card.forget();
      card.draw();
    }
  }

  #add(name: string): void {
    const family = this.#history.families.get(name);
    if (family === undefined) return;
    const group = this.#groupOf(groupName(name));
    const card =
      family.kind === 'info' || family.unit === 'timestamp'
        ? new TextCard(family)
        : new FamilyCard(family, this.#history.timeline);
    this.#cards.set(name, card);
    insertInOrder(group.cards, card.root, (other) => idOf(other) > idOf(card.root));
    if (card instanceof FamilyCard) {
      this.#byRoot.set(card.root, card);
      this.#inView.observe(card.root);
    }
  }

  #groupOf(name: string): Group {
    const known = this.#groups.get(name);
    if (known !== undefined) return known;
    const id = `group-${name}`;
    const cards = element('div', { class: 'cards' });
    const heading = element('h2', { id }, name);
    const section = element(
      'section',
      { 'aria-labelledby': id, 'data-name': name },
      heading,
      cards,
    );
    const count = element('span', { class: 'count' });
    const link = element('a', { href: `#${id}`, 'data-name': name }, name, count);
    const isAfter = (other: Element): boolean =>
      compareGroups(other.getAttribute('data-name') ?? '', name) > 0;
    insertInOrder(this.#main, section, isAfter);
    insertInOrder(this.#links, link, isAfter);
    const group = { section, cards, link, count };
    this.#groups.set(name, group);
    return group;
  }

  #count(counts: ReadonlyMap<string, number>): void {
    let shown = 0;
    for (const [name, { section, link, count }] of this.#groups) {
      const found = counts.get(name) ?? 0;
      shown += found;
      section.hidden = found === 0;
      link.hidden = found === 0;
      setText(count, String(found));
    }
    const all = this.#cards.size;
    setText(this.#found, shown === all ? `${all} families` : `${shown} of ${all} families`);
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const card = this.#byRoot.get(target);
      if (card !== undefined) card.isInView = isIntersecting;
    }
  }
}

function moves(family: FamilyHistory): boolean {
  return Array.from(family.all.values()).some(({ weight }) => weight > 0);
}

function insertInOrder(
  parent: Element,
  child: Element,
  isAfter: (other: Element) => boolean,
): void {
  parent.insertBefore(child, Array.from(parent.children).find(isAfter) ?? null);
}

function idOf(card: Element): string {
  return card.getAttribute('aria-labelledby') ?? '';
}
