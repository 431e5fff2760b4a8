// Laws of keeping the end: never more than the limit, always the end, never half a character.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedText } from '../../../src/io/shell/bounded-text.ts';

test('keeps exactly the end, however it arrives', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀'), maxLength: 40 }), { maxLength: 60 }),
      fc.integer({ min: 0, max: 200 }),
      (parts, limitBytes) => {
        const kept = boundedText(limitBytes);
        for (const part of parts) kept.append(Buffer.from(part));
        const whole = Buffer.from(parts.join('')).toString('utf8');
        const text = kept.text();
        expect(whole.endsWith(text)).toBe(true);
        const lost = Buffer.byteLength(whole) - Buffer.byteLength(text);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limitBytes);
        // At most the three bytes of a cut character are given up.
        if (lost > 0) expect(Buffer.byteLength(text)).toBeGreaterThan(limitBytes - 4);
      },
    ),
    { seed: 7 },
  );
});
