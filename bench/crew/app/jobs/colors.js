// Converts a palette, as a build step of a style sheet does.
import { createRequire } from 'node:module';

const convert = createRequire(import.meta.url)('../lib/color-convert');

let sum = 0;
for (let at = 0; at < 20_000; at += 1) {
  const [hue, , lightness] = convert.rgb.hsl(at % 256, (at * 7) % 256, (at * 13) % 256);
  sum += hue + lightness;
}
console.log(sum);
