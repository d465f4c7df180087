import { colour } from './colours.js';
import { AXIS_WIDTH, FONT, RIGHT_PADDING } from './plot.js';
import { timeRange } from './ranges.js';

const HEIGHT = 44;
const LEAST_ALPHA = 0.12;

export interface Heat {
  readonly times: readonly number[];
  readonly bounds: readonly number[];
  /** How fast each bucket filled, at each reading. */
  readonly columns: readonly Float64Array[];
  readonly format: (bound: number) => string;
}

/** How the observations are spread over the buckets, over time: the more of them, the stronger the colour. */
export class HeatStrip {
  readonly canvas = document.createElement('canvas');

  draw({ times, bounds, columns, format }: Heat): void {
    const width = this.canvas.clientWidth;
    const scale = devicePixelRatio;
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(HEIGHT * scale);
    const context = this.canvas.getContext('2d');
    const used = usedBuckets(bounds, columns);
    const [first, last] = [times[0], times.at(-1)];
    if (context === null || used === undefined || first === undefined || last === undefined) return;

    context.scale(scale, scale);
    const [from, to] = timeRange(first, last);
    const plotWidth = width - AXIS_WIDTH - RIGHT_PADDING;
    const x = (timeMs: number): number => {
      const exact = AXIS_WIDTH + ((timeMs - from) / (to - from)) * plotWidth;
      return Math.round(exact * scale) / scale; // between two pixels there would be a seam
    };
    const rows = used.highest - used.lowest + 1;
    const rowHeight = HEIGHT / rows;
    context.fillStyle = colour('heat');
    for (const [i, counts] of columns.entries()) {
      const [left, right] = [x(times[i - 1] ?? first), x(times[i] ?? last)];
      for (let row = 0; row < rows; row++) {
        const rate = counts[used.lowest + row] ?? 0;
        if (!(rate > 0)) continue;
        context.globalAlpha = LEAST_ALPHA + (1 - LEAST_ALPHA) * Math.sqrt(rate / used.most);
        const top = HEIGHT - (row + 1) * rowHeight;
        context.fillRect(left, top, right - left, rowHeight - 0.5);
      }
    }
    context.globalAlpha = 1;
    context.fillStyle = colour('muted');
    context.font = FONT;
    context.textAlign = 'right';
    context.textBaseline = 'top';
    context.fillText(boundText(bounds, used.highest, format), AXIS_WIDTH - 6, 1);
    context.textBaseline = 'bottom';
    if (rows > 1) context.fillText(boundText(bounds, used.lowest, format), AXIS_WIDTH - 6, HEIGHT);
  }
}

function boundText(
  bounds: readonly number[],
  bucket: number,
  format: (bound: number) => string,
): string {
  const upper = bounds[bucket] ?? Infinity;
  return upper === Infinity ? `> ${format(bounds[bucket - 1] ?? 0)}` : `≤ ${format(upper)}`;
}

function usedBuckets(bounds: readonly number[], columns: readonly Float64Array[]) {
  let [lowest, highest, most] = [bounds.length, -1, 0];
  for (const counts of columns)
    for (const [bucket, rate] of counts.entries()) {
      if (!(rate > 0)) continue;
      lowest = Math.min(lowest, bucket);
      highest = Math.max(highest, bucket);
      most = Math.max(most, rate);
    }
  return highest < 0 ? undefined : { lowest, highest, most };
}
