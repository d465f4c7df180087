const OWN_FRAME = /[\\/](?:sdk[\\/](?:src|dist))[\\/]/;

/** Where the code is that called into this package, as `file:line:column`. */
export function callSite(): string {
  const frames = String(new Error().stack).split('\n').slice(1);
  const outside = frames.find((frame) => !OWN_FRAME.test(frame)) ?? '';
  return /\(?((?:file:\/\/)?[^\s()]+:\d+:\d+)\)?$/.exec(outside)?.[1] ?? 'an unknown place';
}
