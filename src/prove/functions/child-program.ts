// The program that calls a function before and after the patch, in a process of its own: what it loads is code under review.
// It is text, since it runs by the project's Node, in no bundle, and shares nothing with perfcrew but one line of JSON each way.

/** Stands before the line with the answer; the modules themselves may print what they like. */
export const ANSWER_MARK = '@@perfcrew-compared ';
/** Printed when all calls before the patch are done: what takes too long from then on is the patch. */
export const BEFORE_DONE_MARK = '@@perfcrew-before-done ';

/** Reads `{before, after, functions: [{name, inputs}]}` from standard input; both are paths of modules. */
export const CHILD_PROGRAM = String.raw`
import { pathToFileURL } from 'node:url';

let text = '';
for await (const part of process.stdin) text += part;
const job = JSON.parse(text);
const sides = [await import(pathToFileURL(job.before)), await import(pathToFileURL(job.after))];
const answers = [];
for (const { name, inputs } of job.functions) answers.push(compare(name, inputs));
process.stdout.write('\n${ANSWER_MARK}' + JSON.stringify(answers) + '\n', () => process.exit(0));

function compare(name, inputs) {
  const [before, after] = sides.map((module) => name.split('.').reduce((value, key) => value?.[key], module));
  if (typeof before !== 'function') return { status: 'not-comparable', why: 'it is not exported under this name' };
  if (typeof after !== 'function') return { status: 'differs', input: '', before: 'a function', after: typeof after };
  const first = inputs.map((input) => call(before, input));
  // Backwards: a counter, or what the last call left behind, gives itself away.
  const again = inputs.toReversed().map((input) => call(before, input)).reverse();
  for (const [index, one] of first.entries()) {
    if (holdsFunction(one)) return { status: 'not-comparable', why: 'it answers with a function' };
    if (!alike(one, again[index])) return { status: 'not-comparable', why: 'its answers depend on the calls before' };
  }
  process.stdout.write('\n${BEFORE_DONE_MARK}' + name + '\n');
  const differing = [];
  const look = (index) => {
    const now = call(after, inputs[index]);
    if (!alike(first[index], now)) differing.push({ input: inputs[index], before: first[index], after: now });
  };
  // Backwards as well: what a call leaves behind for the next shows in another order.
  for (let index = 0; index < inputs.length; index += 1) look(index);
  for (let index = inputs.length - 1; index >= 0; index -= 1) look(index);
  const thrown = first.filter(({ threw }) => threw !== null).length;
  if (differing.length === 0) return { status: 'alike', calls: inputs.length, thrown };
  const [least] = differing.sort((one, other) => size(one.input) - size(other.input));
  return { status: 'differs', input: show(least.input).slice(1, -1), before: told(least.before), after: told(least.after) };
}

function call(fn, input) {
  const args = structuredClone(input);
  try {
    return { threw: null, value: fn(...args), args };
  } catch (error) {
    return { threw: error instanceof Error ? error.name : typeof error, value: undefined, args };
  }
}

function told({ threw, value, args }) {
  return threw === null ? show(value) + (value === undefined ? ' (leaving ' + show(args) + ')' : '') : 'throws ' + threw;
}

function size(input) {
  return JSON.stringify(input).length;
}

function show(value) {
  let text;
  try {
    text = JSON.stringify(value, (key, one) => one instanceof Map || one instanceof Set ? [...one] : typeof one === 'bigint' ? String(one) : typeof one === 'number' && !Number.isFinite(one) ? String(one) : one);
  } catch {
    text = String(value);
  }
  text = text === undefined ? String(value) : text;
  return text.length > 200 ? text.slice(0, 200) + '…' : text;
}

function holdsFunction({ value }) {
  return typeof value === 'function' || (typeof value === 'object' && value !== null && Object.values(value).some((one) => typeof one === 'function'));
}

// Sums in another order differ in their last digits.
function alike(one, other, depth = 0) {
  if (Object.is(one, other)) return true;
  if (typeof one === 'number' && typeof other === 'number')
    return one === other || Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null || depth > 40) return false;
  if (Object.getPrototypeOf(one)?.constructor?.name !== Object.getPrototypeOf(other)?.constructor?.name) return false;
  if (one instanceof Date || one instanceof RegExp) return String(one) === String(other);
  if (one instanceof Map || one instanceof Set) return alike([...one], [...other], depth + 1);
  const keys = Object.keys(one);
  const others = Object.keys(other);
  return keys.length === others.length && keys.every((key, at) => key === others[at] && alike(one[key], other[key], depth + 1));
}
`;
