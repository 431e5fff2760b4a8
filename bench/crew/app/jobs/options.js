// Reads the options of a large command-line tool many times, as its tests do.
import getopts from '../lib/getopts/index.js';

const boolean = Array.from({ length: 400 }, (_, at) => `option-${at}`);
const words = boolean.slice(0, 50).map((name) => `--${name}`);
let given = 0;
for (let round = 0; round < 60; round += 1) {
  const options = getopts(words, { boolean });
  given += Object.values(options).filter((value) => value === true).length;
}
console.log(given);
