import type { Line } from '@meterkit/exposition/history';
import uPlot from 'uplot';
import { axisSteps } from './axis-steps.js';
import { colour } from './colours.js';
import { timeRange, valueRange } from './ranges.js';

/** Width of the axis with the values: the same in all plots, so that their times are in line. */
export const AXIS_WIDTH = 58;
export const RIGHT_PADDING = 6;

export const FONT = '11px system-ui, sans-serif';

/** A text of the time axis nearer than this to an end of it would be cut off, or be under another. */
const TEXT_HALF = 26;

export interface PlotLine {
  readonly colour: string;
  readonly values: Line;
}

export interface PlotOptions {
  readonly unit: string;
  readonly format: (value: number) => string;
  /** The pointer is at a reading, in this plot or another; undefined when it is at none. */
  readonly pointed: (index: number | undefined) => void;
}

/** Lines over time. */
export class Plot {
  readonly #host: HTMLElement;
  readonly #options: PlotOptions;
  readonly #resized = new ResizeObserver(() => this.#resize());
  #plot: uPlot | undefined;
  #colours = '';

  constructor(host: HTMLElement, options: PlotOptions) {
    this.#host = host;
    this.#options = options;
    this.#resized.observe(host);
  }

  draw(times: readonly number[], lines: readonly PlotLine[]): void {
    const data: uPlot.AlignedData = [[...times], ...lines.map(({ values }) => [...values])];
    const colours = lines.map((line) => line.colour).join();
    if (this.#plot === undefined || colours !== this.#colours) {
      this.#plot?.destroy();
      this.#plot = new uPlot(this.#uplotOptions(lines), data, this.#host);
      this.#colours = colours;
    } else {
      this.#plot.setData(data);
    }
  }

  destroy(): void {
    this.#resized.disconnect();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#host;
    if (width > 0) this.#plot?.setSize({ width, height });
  }

  #uplotOptions(lines: readonly PlotLine[]): uPlot.Options {
    const { unit, format, pointed } = this.#options;
    const steps = axisSteps(unit);
    const axis = { stroke: colour('muted'), font: FONT, ticks: { show: false } };
    return {
      width: this.#host.clientWidth,
      height: this.#host.clientHeight,
      ms: 1,
      padding: [6, RIGHT_PADDING, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false, setScale: false },
        points: { size: 5 },
        sync: { key: 'live' },
      },
      scales: {
        x: { range: (_, first, last) => [...timeRange(first, last)] },
        y: { range: (_, min, max) => [...valueRange(min, max)] },
      },
      series: [
        {},
        ...lines.map((line) => ({ stroke: line.colour, width: 1.5, points: { size: 4 } })),
      ],
      axes: [
        { ...axis, size: 20, gap: 4, space: 70, grid: { show: false }, values: timeTexts },
        {
          ...axis,
          size: AXIS_WIDTH,
          gap: 6,
          space: 28,
          grid: { stroke: colour('grid'), width: 1 },
          values: (_, splits) => splits.map(format),
          ...(steps === undefined ? {} : { incrs: [...steps] }),
        },
      ],
      hooks: { setCursor: [({ cursor }) => pointed(cursor.idx ?? undefined)] },
    };
  }
}

function timeTexts(plot: uPlot, times: readonly number[]): string[] {
  const last = plot.over.clientWidth - TEXT_HALF;
  return times.map((timeMs) => {
    const x = plot.valToPos(timeMs, 'x');
    return x < TEXT_HALF || x > last ? '' : timeText(timeMs);
  });
}

export function timeText(timeMs: number): string {
  return new Date(timeMs).toLocaleTimeString([], { hourCycle: 'h23' });
}
