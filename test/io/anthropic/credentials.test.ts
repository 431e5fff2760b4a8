// Key and address come from the environment, and what is wrong with them is told without telling them.
import { describe, expect, test } from 'vitest';
import { hasModelKey, readModelAddress, readModelKey } from '../../../src/io/anthropic/credentials.ts';

describe('key', () => {
  test('is the variable', () => {
    expect(readModelKey({ ANTHROPIC_API_KEY: ' sk-ant-1 ' })).toBe('sk-ant-1');
    expect([hasModelKey({}), hasModelKey({ ANTHROPIC_API_KEY: ' ' })]).toEqual([false, false]);
  });

  test('that is missing or broken is a Problem that does not show it', () => {
    expect(() => readModelKey({})).toThrow('ANTHROPIC_API_KEY is not set');
    expect(() => readModelKey({ ANTHROPIC_API_KEY: 'sk-secret\nmore' })).toThrow(/^(?!.*secret)/s);
  });
});

describe('address', () => {
  test('of the configuration goes before the variable', () => {
    const environment = { ANTHROPIC_BASE_URL: 'https://proxy.example.com/anthropic/' };
    expect(readModelAddress(null, environment)).toBe('https://proxy.example.com/anthropic');
    expect(readModelAddress('http://127.0.0.1:8080', environment)).toBe('http://127.0.0.1:8080');
    expect(readModelAddress(null, {})).toBeNull();
  });

  test.each([
    ['ftp://example.com', 'not an http'],
    ['https://user:word@example.com', 'holds a user'],
    ['http://models.example.com', 'in the clear'],
  ])('%s is refused', (address, what) => {
    expect(() => readModelAddress(address, {})).toThrow(what);
  });
});
