/** The colours of lines, as many as a plot has lines at most. */
export const LINE_COLOURS = 8;

/** What is drawn on a canvas has the colours of the style sheet. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

export function lineColour(index: number): string {
  return colour(`line-${index % LINE_COLOURS}`);
}
