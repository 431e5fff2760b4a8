// Measures every function of the given files: how hard to read, how hard to test, and how its work grows.
import type { SourceFile } from '../../source-file.ts';
import { findCalls } from '../call-graph/find-calls.ts';
import { readProgram } from '../call-graph/program.ts';
import { isTestFile } from '../call-graph/test-file.ts';
import { cognitive } from './cognitive.ts';
import { cyclomatic } from './cyclomatic.ts';
import type { FunctionComplexity } from './function-complexity.ts';
import { nestingOf } from './nesting.ts';
import { readGrowth } from './read-growth.ts';
import { writeGrowth } from './write-growth.ts';

/** In the order of the files and their lines; tests left out. */
export function measureComplexity(files: readonly SourceFile[]): readonly FunctionComplexity[] {
  const program = readProgram(files.filter(({ path }) => !isTestFile(path)));
  const { calls } = findCalls(program);
  const time = readGrowth(program, calls, 'time');
  const trips = readGrowth(program, calls, 'round trips');
  const recursive = new Set(
    calls.flatMap(({ from, to }) => (from !== null && to.includes(from) ? [from.node] : [])),
  );
  return [...program.modules.values()].flatMap(({ functions, source }) =>
    functions.map(({ node, name, path, line, endLine }) => ({
      path,
      name,
      line,
      endLine,
      lines: endLine - line + 1,
      parameters: node.params.length,
      cyclomatic: cyclomatic(node, source),
      cognitive: cognitive(node, source, recursive.has(node)),
      ...nestingOf(node, source),
      time: writeGrowth(time(node)),
      roundTrips: writeGrowth(trips(node)),
    })),
  );
}
