const OWN_FRAME = /[\\/](?:instruments[\\/](?:src|dist)|meterkit[\\/]instruments)[\\/]/;

/** Where the code is that called into this package, as `file:line:column`. The stack is formatted only when asked. */
export function callerSite(): () => string {
  const error = new Error();
  return () => {
    const frames = String(error.stack).split('\n').slice(1);
    const outside = frames.find((frame) => !OWN_FRAME.test(frame)) ?? '';
    return /\(?((?:file:\/\/)?[^\s()]+:\d+:\d+)\)?$/.exec(outside)?.[1] ?? 'an unknown place';
  };
}
