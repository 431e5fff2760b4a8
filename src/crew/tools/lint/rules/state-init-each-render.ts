// Work for the first value of a state, done again at each render and thrown away.
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

const COSTLY =
  /^(JSON\.parse|localStorage\.getItem|sessionStorage\.getItem|structuredClone|create[A-Z]\w*|compute[A-Z]\w*|build[A-Z]\w*|parse[A-Z]\w*|generate[A-Z]\w*|load[A-Z]\w*)$|(^|\.)(init|initial)[A-Z]\w*$/;

export const stateInitEachRender: Rule = {
  id: 'state-init-each-render',
  category: 'lazy_init',
  cost: 'the work, at each render',
  severity: 'medium',
  confidence: 'high',
  why: 'Only the first result is ever used; at each later render it is computed and thrown away.',
  mend: 'Hand over a function: `useState(() => …)`.',
  bad: `function Settings() { const [value] = useState(JSON.parse(localStorage.getItem('settings'))); return value; }`,
  good: `function Settings() { const [value] = useState(() => JSON.parse(localStorage.getItem('settings'))); return value; }`,
  check: ({ calls }) =>
    calls.flatMap(({ node, name, args: [init] }) => {
      const isCostly =
        init?.type === 'CallExpression' ? COSTLY.test(pathOf(init.callee)) : init?.type === 'NewExpression';
      return /^(useState|useRef)$/.test(name) && isCostly
        ? [{ node, message: `The first value of this ${name} is computed at each render.` }]
        : [];
    }),
};
