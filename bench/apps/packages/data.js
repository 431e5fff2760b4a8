// What the packages work on, the same in every process.
export const versions = Array.from(
  { length: 150 },
  (_, index) => `${index % 5}.${index % 7}.${index}${index % 11 === 0 ? '-rc.1' : ''}`,
);

/** Nested settings: groups of options, some of them lists. */
export function settings(seed, groups) {
  return Object.fromEntries(
    Array.from({ length: groups }, (_, group) => [
      `group${group}`,
      {
        enabled: (group + seed) % 2 === 0,
        limits: { low: group, high: group + seed, names: [`n${group}`, `m${seed}`] },
        options: Object.fromEntries(
          Array.from({ length: 8 }, (_, index) => [`key${index}`, { index, text: `value ${index * group}` }]),
        ),
      },
    ]),
  );
}
