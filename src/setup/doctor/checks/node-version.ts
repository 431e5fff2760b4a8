// Is this Node new enough for perfcrew?
import type { Check } from '../check.ts';

const id = 'node';
const OLDEST = [22, 19] as const;

export const nodeVersionCheck: Check = {
  id,
  async run({ world }) {
    const { node } = await world.toolbox.machine();
    const [major = 0, minor = 0] = node.replace(/^v/, '').split('.').map(Number);
    const enough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
    if (enough) return [{ check: id, status: 'ok', message: `Node ${node}`, mend: null }];
    return [
      {
        check: id,
        status: 'failure',
        message: `Node ${node} is too old: perfcrew needs ${OLDEST.join('.')} or newer`,
        mend: 'Install Node 24 (https://nodejs.org), or run perfcrew by `npx --package node@24 --package perfcrew perfcrew`',
      },
    ];
  },
};
