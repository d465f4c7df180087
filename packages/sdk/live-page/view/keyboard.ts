import { byId } from './element.js';

/** `/` searches, Escape ends that, `j` and `k` go from card to card, Enter enlarges one, `p` pauses, `t` changes the theme. */
export function startKeyboard(): void {
  const search = byId('search', HTMLInputElement);
  const clickable = {
    p: byId('pause', HTMLButtonElement),
    t: byId('theme', HTMLButtonElement),
  };
  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target === search && key === 'Escape') {
      search.value = '';
      search.dispatchEvent(new Event('input'));
      search.blur();
    }
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return;
    if (key === '/') search.focus();
    else if (key === 'j') focusCard(1);
    else if (key === 'k') focusCard(-1);
    else if (key === 'p' || key === 't') clickable[key].click();
    else if (key === 'Enter' && target instanceof HTMLElement && target.matches('article'))
      target.querySelector('button')?.click();
    else return;
    event.preventDefault();
  });
}

function focusCard(step: 1 | -1): void {
  const cards = Array.from(
    document.querySelectorAll<HTMLElement>('section:not([hidden]) article:not([hidden])'),
  );
  const current = cards.indexOf(document.activeElement?.closest('article') ?? document.body);
  const next = cards[current < 0 ? 0 : current + step];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}
