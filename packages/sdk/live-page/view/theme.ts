import { byId } from './element.js';

const KEY = 'meterkit.theme';

/** Light or dark: the system's, until the button says otherwise. `changed` is called after every change. */
export function startTheme(changed: () => void): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const button = byId('theme', HTMLButtonElement);
  let chosen = stored();
  const show = (): void => {
    const isDark = chosen === undefined ? system.matches : chosen === 'dark';
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
    button.textContent = isDark ? 'Light' : 'Dark';
    changed();
  };
  button.addEventListener('click', () => {
    chosen = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    store(chosen);
    show();
  });
  system.addEventListener('change', show);
  show();
}

function stored(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined; // the browser keeps nothing for this page
  }
}

function store(theme: string): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // it holds for as long as the page is open
  }
}
