import { type RowChoice, sortings } from './top-rows.js';

/** What a person chose. */
export interface TopState extends RowChoice {
  /** Rows above the window. */
  readonly offset: number;
  readonly isPaused: boolean;
  /** Whether keys go into the filter. */
  readonly isTyping: boolean;
}

/** A key as `node:readline` tells it. */
export interface Key {
  readonly name?: string | undefined;
  readonly ctrl?: boolean;
  readonly meta?: boolean;
  readonly sequence?: string;
}

/** What a key makes of it. */
export function afterKey(state: TopState, key: Key, page: number): TopState {
  if (state.isTyping) return afterTyping(state, key);
  const scrolled = (by: number): TopState => ({ ...state, offset: Math.max(0, state.offset + by) });
  switch (key.name ?? key.sequence) {
    case '/':
      return { ...state, isTyping: true };
    case 's': {
      const next = sortings[(sortings.indexOf(state.sorting) + 1) % sortings.length];
      return { ...state, sorting: next ?? 'name', offset: 0 };
    }
    case 'z':
      return { ...state, showsZeros: !state.showsZeros, offset: 0 };
    case 'space':
      return { ...state, isPaused: !state.isPaused };
    case 'escape':
      return { ...state, filter: '', offset: 0 };
    case 'up':
    case 'k':
      return scrolled(-1);
    case 'down':
    case 'j':
      return scrolled(1);
    case 'pageup':
      return scrolled(-page);
    case 'pagedown':
      return scrolled(page);
    case 'home':
      return { ...state, offset: 0 };
    default:
      return state;
  }
}

function afterTyping(state: TopState, { name, ctrl, meta, sequence = '' }: Key): TopState {
  if (name === 'return' || name === 'enter') return { ...state, isTyping: false };
  if (name === 'escape') return { ...state, isTyping: false, filter: '', offset: 0 };
  if (name === 'backspace')
    return { ...state, filter: Array.from(state.filter).slice(0, -1).join(''), offset: 0 };
  const isText = ctrl !== true && meta !== true && /^\P{Cc}+$/u.test(sequence);
  return isText ? { ...state, filter: state.filter + sequence, offset: 0 } : state;
}
