// Puts file names into a command so that no name, however odd, is ever read as shell code or as an option.

/** `{files}` in the command becomes the files. Null where it stands within quotes or a nested script, where names could be read as code. */
export function withFiles(command: string, files: readonly string[]): readonly string[] | null {
  const script = placeParameters(command);
  return script === null ? null : ['sh', '-c', script, 'sh', ...files.map(asArgument)];
}

/** A path that begins with a dash is not an option. */
export function asArgument(path: string): string {
  return path.startsWith('/') ? path : `./${path}`;
}

/** More than this and a command line may not be started at all (the kernel's limit is 2 MB with the environment). */
export function fitsCommandLine(files: readonly string[]): boolean {
  return files.length <= 2000 && files.reduce((size, file) => size + file.length + 3, 0) < 200_000;
}

const PLACE = '{files}';
/** The shell hands positional parameters on word by word, whatever is in them (POSIX 2.5.2). */
const PARAMETERS = '"$@"';

function placeParameters(command: string): string | null {
  let script = '';
  for (let at = 0; at < command.length;) {
    const character = command[at] ?? '';
    if (character === '"' || character === "'") {
      const end = endOfQuote(command, at);
      const quoted = command.slice(at + 1, end);
      if (quoted !== PLACE && quoted.includes(PLACE)) return null;
      script += quoted === PLACE ? PARAMETERS : command.slice(at, end + 1);
      at = end + 1;
    } else if (character === '\\') {
      script += command.slice(at, at + 2);
      at += 2;
    } else if (command.startsWith(PLACE, at)) {
      script += PARAMETERS;
      at += PLACE.length;
    } else {
      script += character;
      at += 1;
    }
  }
  return script;
}

function endOfQuote(command: string, start: number): number {
  const quote = command[start];
  for (let at = start + 1; at < command.length; at += 1) {
    if (command[at] === '\\' && quote === '"') at += 1;
    else if (command[at] === quote) return at;
  }
  return command.length;
}
