// Fills the page from the API.
const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });

function element(name, text) {
  const node = document.createElement(name);
  node.textContent = text;
  return node;
}

function productCard(product) {
  const card = document.createElement('li');
  card.append(element('strong', product.name), element('span', money.format(product.price_cents / 100)));
  return card;
}

function orderRow(order) {
  const row = document.createElement('tr');
  row.append(
    element('td', `#${order.id}`),
    element('td', day.format(new Date(order.placed_at))),
    element('td', order.items.map((item) => `${item.quantity} × ${item.name}`).join(', ')),
    element('td', money.format(order.total_cents / 100)),
  );
  return row;
}

async function load(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

const [{ products }, { orders }] = await Promise.all([load('/api/recommendations'), load('/api/orders')]);
document.querySelector('#products').append(...products.map(productCard));
document.querySelector('#orders').append(...orders.map(orderRow));
