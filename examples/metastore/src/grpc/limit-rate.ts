import { ServerInterceptingCall, type ServerInterceptor, status } from '@grpc/grpc-js';

/** Refuses calls with RESOURCE_EXHAUSTED when there were `perSecond` in this second already. `onLimit` is told the method. */
export function limitRate(perSecond: number, onLimit: (method: string) => void): ServerInterceptor {
  let calls = 0;
  setInterval(() => {
    calls = 0;
  }, 1000).unref();
  return ({ path }, call) =>
    new ServerInterceptingCall(call, {
      start: (next) => {
        calls += 1;
        if (calls <= perSecond) return next();
        onLimit(path);
        call.sendStatus({ code: status.RESOURCE_EXHAUSTED, details: 'too many requests' });
      },
    });
}
