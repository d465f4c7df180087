import { ServerInterceptingCall, type ServerInterceptor, status } from '@grpc/grpc-js';

/**
 * Refuses calls with RESOURCE_EXHAUSTED when there are more than `perSecond` for long: a bucket of one second's tokens, of
 * which each call takes one. `onLimit` is told the method.
 */
export function limitRate(
  perSecond: number,
  onLimit: (method: string) => void,
  now: () => number = () => performance.now(),
): ServerInterceptor {
  let tokens = perSecond;
  let filledMs = now();
  return ({ path }, call) =>
    new ServerInterceptingCall(call, {
      start: (next) => {
        const nowMs = now();
        tokens = Math.min(perSecond, tokens + ((nowMs - filledMs) / 1000) * perSecond);
        filledMs = nowMs;
        if (tokens >= 1) {
          tokens -= 1;
          return next();
        }
        onLimit(path);
        call.sendStatus({ code: status.RESOURCE_EXHAUSTED, details: 'too many requests' });
      },
    });
}
