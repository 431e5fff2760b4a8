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
  WHERE item.order_id = $1
  ORDER BY item.id`;

export function createOrders(database) {
  return {
    async latest(page) {
      const orders = await database.query(LATEST, [PAGE_SIZE, (page - 1) * PAGE_SIZE]);
      const complete = [];
      for (const order of orders) {
        const items = await database.query(ITEMS, [order.id]);
        complete.push(withItems(order, items));
      }
      return { page, orders: complete };
    },

    async ofCustomer(customerId) {
      const orders = await database.query(CUSTOMER_ORDERS, [customerId]);
      return { customerId, orders };
    },
  };
}

function withItems(order, items) {
  return {
    ...order,
    items: items.map(({ name, quantity, price_cents }) => ({ name, quantity, price_cents })),
  };
}
