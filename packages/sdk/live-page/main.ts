import { missingParts, ProcessHistory } from '@meterkit/exposition/history';
import { byId } from './view/element.js';
import { FamiliesView } from './view/families-view.js';
import { startKeyboard } from './view/keyboard.js';
import { poll } from './view/poll.js';
import { Status } from './view/status.js';
import { startTheme } from './view/theme.js';

// Links are relative to `/`: a framework may show its contents as those of `/admin`, and not of `/admin/`.
if (!location.pathname.endsWith('/'))
  window.history.replaceState(null, '', `${location.pathname}/${location.search}${location.hash}`);

const history = new ProcessHistory();
const view = new FamiliesView(history);
const status = new Status();
const interval = byId('interval', HTMLSelectElement);
const pause = byId('pause', HTMLButtonElement);
const url = byId('metrics', HTMLAnchorElement).href;

/** A page that takes long to read is read less often: at most one part in so many of the time is reading. */
const REST = 5;

let isPaused = false;
let isReading = false;
let timer: ReturnType<typeof setTimeout> | undefined;

async function read(): Promise<void> {
  clearTimeout(timer);
  if (isPaused || document.hidden || isReading) return;
  isReading = true;
  const began = performance.now();
  const outcome = await poll(url);
  const tookMs = performance.now() - began;
  const nextMs = Math.max(intervalMs(), REST * tookMs);
  isReading = false;
  if (outcome.kind === 'page') {
    history.take(outcome.page, outcome.timeMs, nextMs);
    view.show();
  }
  if (isPaused) return;
  status.read(outcome, missingParts(history.families));
  timer = setTimeout(read, nextMs - tookMs);
}

function intervalMs(): number {
  return Number(interval.value) * 1000;
}

pause.addEventListener('click', () => {
  isPaused = !isPaused;
  pause.setAttribute('aria-pressed', String(isPaused));
  if (isPaused) status.paused();
  else void read();
});
interval.addEventListener('change', () => void read());
document.addEventListener('visibilitychange', () => void read());

startTheme(() => view.redraw());
startKeyboard();
void read();
