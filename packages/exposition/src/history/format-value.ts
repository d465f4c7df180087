const BYTES = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const LARGE = ['', ' k', ' M', ' G', ' T'];

/** A value as people read it, by the unit word of its family: `seconds`, `bytes`, `ratio`, `timestamp`, any other or none. */
export function formatValue(value: number, unit: string): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (unit === 'timestamp') return new Date(value * 1000).toLocaleString();
  const sign = value < 0 ? '−' : '';
  const size = Math.abs(value);
  if (unit === 'bytes') return sign + scaled(size, 1024, BYTES, ' ');
  if (unit === 'seconds') return sign + duration(size);
  if (unit === 'ratio') return `${sign}${digits(size * 100)} %`;
  return sign + (size < 10_000 ? digits(size) : scaled(size, 1000, LARGE, ''));
}

/** What a counter of this unit rises by in a second. */
export function formatRate(perSecond: number, unit: string): string {
  return Number.isNaN(perSecond) ? '–' : `${formatValue(perSecond, unit)}/s`;
}

function scaled(size: number, base: number, words: readonly string[], space: string): string {
  let power = 0;
  let left = size;
  while (Math.max(left, Number(left.toPrecision(3))) >= base && power < words.length - 1) {
    left /= base;
    power++;
  }
  return `${digits(left)}${space}${words[power]}`;
}

function duration(seconds: number): string {
  if (seconds === 0) return '0 s';
  if (seconds < 0.999_5e-6) return `${digits(seconds * 1e9)} ns`;
  if (seconds < 0.999_5e-3) return `${digits(seconds * 1e6)} µs`;
  if (seconds < 0.999_5) return `${digits(seconds * 1e3)} ms`;
  if (seconds < 120) return `${digits(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return parts(minutes, 'min', Math.floor(seconds % 60), 's');
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return parts(hours, 'h', minutes % 60, 'min');
  return parts(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function parts(large: number, word: string, small: number, smallWord: string): string {
  return small === 0 ? `${large} ${word}` : `${large} ${word} ${small} ${smallWord}`;
}

/** Three significant digits, or all of an integer below 10,000. */
function digits(size: number): string {
  if (Number.isInteger(size)) return String(size);
  const short = Number(size.toPrecision(3));
  return short !== 0 && short < 0.001 ? short.toExponential().replace('e-', 'e−') : String(short);
}
