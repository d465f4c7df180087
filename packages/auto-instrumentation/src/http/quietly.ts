/** A function that ends silently where `fn` would throw: what a channel's subscriber throws ends the process. */
export function quietly<A>(fn: (argument: A) => void): (argument: A) => void {
  return (argument) => {
    try {
      fn(argument);
    } catch {
      // the application's own code threw when asked (`ignore`, a getter): the request is served all the same
    }
  };
}
