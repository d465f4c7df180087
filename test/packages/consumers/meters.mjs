// What `meterkit --meters` is given: a module of a service that exports its meters.
import { counter, defineMeter } from '@meterkit/instruments';

export class OrderMetrics extends defineMeter({
  name: 'orders',
  instruments: { placed: counter('orders.placed', { description: 'Orders placed.' }) },
}) {}
