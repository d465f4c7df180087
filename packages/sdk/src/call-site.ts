const PLACE = /\(?((?:file:\/\/)?[^\s()]+:\d+:\d+)\)?$/;

/** Where the code is that called into this package, as `file:line:column`; to be called by a file of this folder. */
export function callSite(): string {
  const places = String(new Error().stack)
    .split('\n')
    .flatMap((frame) => PLACE.exec(frame)?.[1] ?? []);
  const own = folder(places[0] ?? '');
  return places.find((place) => folder(place) !== own) ?? 'an unknown place';
}

function folder(place: string): string {
  return place.replace(/[^\\/]*$/, '');
}
