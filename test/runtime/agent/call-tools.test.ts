// Tools that fail, hang or say too much do no harm.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Problem } from '../../../src/core/problem.ts';
import type { AgentTool } from '../../../src/runtime/agent/agent-tool.ts';
import { callTools } from '../../../src/runtime/agent/call-tools.ts';

function tool(run: AgentTool['run']): AgentTool {
  return { name: 'look', description: 'Looks.', inputSchema: z.strictObject({}), readOnly: true, run };
}

async function call(run: AgentTool['run'], signal = new AbortController().signal) {
  const calls = ['1', '2'].map((callId) => ({ kind: 'tool-call', callId, name: 'look', input: {} }) as const);
  return await callTools(calls, {
    tools: [tool(run)],
    resultCharacters: 300,
    callsPerTurn: 5,
    redact: (text) => text.replaceAll('hunter2', '[key]'),
    random: () => 0.25,
    signal,
  });
}

describe('callTools', () => {
  test('calls of a turn are under way at once', async () => {
    const { promise: both, resolve } = Promise.withResolvers<void>();
    let begun = 0;
    const results = await call(async () => {
      begun += 1;
      if (begun === 2) resolve();
      await both;
      return 'seen';
    });
    expect(results.map(({ callId, isError }) => [callId, isError])).toEqual([
      ['1', false],
      ['2', false],
    ]);
  });

  test('a failure goes to the model with its mend, quoted and without secrets', async () => {
    const [result] = await call(async () => {
      throw new Problem('document-missing', { what: 'No file at hunter2.', mend: 'Name another file.' });
    });
    expect(result?.isError).toBe(true);
    expect(result?.text).toMatch(
      /^\[data (\w+): error of look\]\nNo file at \[key\]\. Name another file\.\n\[end of data \1\]$/,
    );
  });

  test('a secret is taken out before the cut could halve it', async () => {
    const [result] = await call(async () => `${'x'.repeat(197)}hunter2${'y'.repeat(500)}`);
    expect(result?.text).not.toContain('hun');
  });

  test('a tool that does not listen is left behind', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const running = call(() => {
      controller.abort(reason);
      return Promise.withResolvers<string>().promise;
    }, controller.signal);
    await expect(running).rejects.toBe(reason);
  });
});
