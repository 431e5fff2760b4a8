// The lint and test commands the project already has, in the form that perfcrew can narrow to what a change touches.
import type { Package } from './package-json.ts';
import { runProgram, runScript, type PackageManager } from './package-manager.ts';

export function findChecks(
  root: Package | null,
  manager: PackageManager | null,
): { readonly lint: string | null; readonly test: string | null } {
  if (root === null || manager === null) return { lint: null, test: null };
  return {
    lint: root.scripts['lint'] === undefined ? null : runScript(manager, 'lint'),
    test: testCommand(root.scripts['test'], manager),
  };
}

function testCommand(script: string | undefined, manager: PackageManager): string | null {
  if (script === undefined || /no test specified/.test(script)) return null;
  const single = !/[&|;]/.test(script);
  if (single && /^(npx\s+)?vitest(\s+run)?$/.test(script.trim())) return runProgram(manager, 'vitest run');
  if (single && /^(npx\s+)?jest$/.test(script.trim())) return runProgram(manager, 'jest');
  if (single && /^node\s+(\S+\s+)*--test\b/.test(script.trim())) return script.trim();
  return runScript(manager, 'test');
}
