// Repositories may do without issues: GitHub then says that they are gone, which is no fault of a request.
import { getOctokit } from '@actions/github';
import { expect, test } from 'vitest';
import { openForgeNotes } from '../../../src/io/forge/note.ts';

const answer: typeof fetch = (input, init) => {
  const path = new URL(input instanceof Request ? input.url : String(input)).pathname;
  if (path === '/graphql') return Promise.resolve(Response.json({ data: { viewer: { login: 'bot' } } }));
  return Promise.resolve(
    init?.method === 'POST'
      ? Response.json({ message: 'Issues has been disabled in this repository.' }, { status: 410 })
      : Response.json([]),
  );
};

test('where issues are switched off, that is said', async () => {
  const octokit = getOctokit('token', { request: { fetch: answer } });
  const notes = openForgeNotes(octokit, { owner: 'alice', repo: 'shop' });
  await expect(notes.openIssue({ marker: '<!-- a -->', title: 'A', body: 'A' })).rejects.toMatchObject({
    code: 'forge-refused',
    message: expect.stringContaining('Issues has been disabled'),
    mend: 'Switch it on in the settings of the repository, or look at the summary of the job instead.',
  });
});
