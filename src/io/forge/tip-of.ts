// Where a branch is, or that there is none.
import { statusOf, type RepositoryName, type Requester } from './requester.ts';

export async function tipOf(
  requester: Requester,
  repository: RepositoryName,
  branch: string,
): Promise<string | null> {
  try {
    const ref = `heads/${branch}`;
    const { data } = await requester.request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
      ...repository,
      ref,
    });
    return data.object.sha;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
