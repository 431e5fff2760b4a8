// Fills the table with the mean of each station.
const response = await fetch('/export.ndjson');
const rows = (await response.text())
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const stations = new Map();
for (const { station, value } of rows) {
  const sum = stations.get(station) ?? { count: 0, total: 0 };
  stations.set(station, { count: sum.count + 1, total: sum.total + value });
}
document.querySelector('#summary').textContent = `${rows.length} readings of ${stations.size} stations`;
document.querySelector('#readings').innerHTML = [...stations]
  .map(([station, { count, total }]) => `<tr><td>${station}</td><td>${(total / count).toFixed(1)}</td></tr>`)
  .join('');
