const LOCATION = /\(?((?:file:\/\/)?[^\s()]+):(\d+:\d+)\)?$/;

/** Where the code is that called into this package, as `file:line:column`. The stack is formatted only when asked. */
export function callerSite(): () => string {
  const error = new Error();
  return () => {
    const places = String(error.stack)
      .split('\n')
      .flatMap((frame) => LOCATION.exec(frame)?.slice(1, 3).join(':') ?? []);
    const own = folder(places[0] ?? ''); // this file is in the folder of all code of the package
    return places.find((place) => folder(place) !== own) ?? 'an unknown place';
  };
}

/** The same one for the ESM and the CommonJS copy, which may call each other. */
function folder(place: string): string {
  const path = place.replace(/^file:\/\/(?:\/(?=[A-Za-z]:))?/, '').replaceAll('\\', '/');
  return path.replace(/(?:(?:esm|cjs)\/)?[^/]*$/, '');
}
