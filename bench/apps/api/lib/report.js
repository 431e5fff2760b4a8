// Sales by city and by month, best first.
export function salesReport(orders, customers) {
  const cities = new Map();
  for (const order of orders) {
    const { city } = customers[order.customer];
    const row = cities.get(city) ?? { city, orders: 0, cents: 0, months: Array(12).fill(0) };
    const cents = totalOf(order);
    row.orders += 1;
    row.cents += cents;
    row.months[Math.min(11, Math.floor(order.day / 30.5))] += cents;
    cities.set(city, row);
  }
  const rows = [...cities.values()].sort((one, other) => other.cents - one.cents);
  return { rows, best: bestOrders(orders, 25) };
}

function totalOf(order) {
  let cents = 0;
  for (const line of order.lines) cents += line.quantity * line.cents;
  return cents;
}

function bestOrders(orders, count) {
  return orders
    .map((order) => ({ id: order.id, cents: totalOf(order) }))
    .sort((one, other) => other.cents - one.cents || one.id - other.id)
    .slice(0, count);
}
