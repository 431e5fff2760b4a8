// An invoice as HTML, rendered from a template with {{names}}.
import { customers, orders } from './data.js';

const TEMPLATE =
  '<tr><td>{{order}}</td><td>{{product}}</td><td>{{quantity}}</td><td>{{price}}</td><td>{{sum}}</td></tr>';

export function invoice(id) {
  const customer = customers[id % customers.length];
  const rows = [];
  for (const order of orders) {
    if (order.customer % 25 !== customer.id % 25) continue;
    for (const line of order.lines) rows.push(render(TEMPLATE, cellsOf(order, line)));
  }
  return `<!doctype html><title>Invoice ${customer.id}</title><h1>${escape(customer.name)}</h1><table>${rows.join('')}</table>`;
}

function cellsOf(order, { product, quantity, cents }) {
  return {
    order: order.id,
    product: `P-${product}`,
    quantity,
    price: euros(cents),
    sum: euros(cents * quantity),
  };
}

function render(template, cells) {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => escape(String(cells[name])));
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function euros(cents) {
  return `${(cents / 100).toFixed(2)} €`;
}
