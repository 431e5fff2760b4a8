// Orders with their items.
import { statement } from './database.js';

const PAGE_SIZE = 50;
const CUSTOMER_ORDERS = statement('customer-orders');

const LATEST = `
  SELECT id, customer_id, placed_at, status, total_cents
  FROM orders
  ORDER BY placed_at DESC, id DESC
  LIMIT $1 OFFSET $2`;

const ITEMS = `
  SELECT item.order_id, product.name, item.quantity, item.price_cents
  FROM order_items AS item
  JOIN products AS product ON product.id = item.product_id
  WHERE item.order_id = ANY ($1)
  ORDER BY item.order_id, item.id`;

export function createOrders(database) {
  return {
    async latest(page) {
      const orders = await database.query(LATEST, [PAGE_SIZE, (page - 1) * PAGE_SIZE]);
      const items = await database.query(ITEMS, [orders.map((order) => order.id)]);
      const byOrder = groupByOrder(items);
      return { page, orders: orders.map((order) => withItems(order, byOrder.get(order.id) ?? [])) };
    },

    async ofCustomer(customerId) {
      const orders = await database.query(CUSTOMER_ORDERS, [customerId]);
      return { customerId, orders };
    },
  };
}

function groupByOrder(items) {
  const groups = new Map();
  for (const item of items) {
    if (!groups.has(item.order_id)) groups.set(item.order_id, []);
    groups.get(item.order_id).push(item);
  }
  return groups;
}

function withItems(order, items) {
  return {
    ...order,
    items: items.map(({ name, quantity, price_cents }) => ({ name, quantity, price_cents })),
  };
}
