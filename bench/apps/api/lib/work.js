// Work that can be dosed: a unit is always the same mixing of the same bytes, so that 105 units are 5 % more than 100.
export const UNITS = 100;

const bytes = Uint8Array.from({ length: 4_096 }, (_, index) => (index * 31) & 255);

export function doWork(units) {
  let checksum = 0;
  for (let unit = 0; unit < units; unit += 1) checksum = workUnit(checksum);
  return checksum;
}

// Stays within 31 bits: V8 keeps such numbers in registers from the first call on, so a process does not change its speed midway.
function workUnit(seed) {
  let hash = seed & 0x3fffffff;
  for (let round = 0; round < 2; round += 1) {
    for (let index = 0; index < bytes.length; index += 1)
      hash = (Math.imul(hash ^ bytes[index], 0x01000193) + round) & 0x3fffffff;
  }
  return hash;
}
