import { dashboardUid } from '../../src/dashboards/dashboard-uid.js';

test('a short name is legible in the address', () => {
  expect(dashboardUid('orders')).toBe('meterkit-orders');
});

test('long names that begin alike have addresses of their own, of 40 characters', () => {
  const long = 'orders-of-customers-that-pay-by-invoice';
  expect(dashboardUid(`${long}-a`)).toBe('meterkit-orders-of-customers-th-abe294d2');
  expect(dashboardUid(`${long}-b`)).toHaveLength(40);
});
