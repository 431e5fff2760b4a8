// All of a value watched or made reactive where a part of it would do.
import type { Rule } from '../rule.ts';

export const deepWatch: Rule = {
  id: 'deep-watch',
  category: 'needless_rerender',
  cost: 'O(size of the value) at each change, and each member followed',
  severity: 'medium',
  confidence: 'medium',
  why: 'Vue walks everything below the value to follow it, and runs the watcher for each change of any part.',
  mend: 'Watch the one field that matters, or keep what is replaced as a whole in shallowRef.',
  bad: `import { watch } from 'vue';
  export function follow(state) { watch(state, () => save(state), { deep: true }); }`,
  good: `import { watch } from 'vue';
  export function follow(state) { watch(() => state.version, () => save(state)); }`,
  check: ({ calls }) =>
    calls.flatMap(({ node, name, args }) => {
      const options = args[2];
      const isDeep =
        name === 'watch' &&
        options?.type === 'ObjectExpression' &&
        options.properties.some(
          (property) =>
            property.type === 'ObjectProperty' &&
            property.key.type === 'Identifier' &&
            property.key.name === 'deep' &&
            property.value.type === 'BooleanLiteral' &&
            property.value.value,
        );
      return isDeep ? [{ node, message: 'Everything below the value is walked and watched.' }] : [];
    }),
};
