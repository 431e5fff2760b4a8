// Speaks with the service behind upload-artifact and download-artifact as whoever holds a runner's token can, from anywhere.
import { z } from 'zod';

const listSchema = z.object({
  artifacts: z.array(
    z.looseObject({ name: z.string(), database_id: z.string(), workflow_job_run_backend_id: z.string() }),
  ),
});
const scopeSchema = z.object({ scp: z.string().regex(/^Actions\.Results:\w+:\w+$/) });

export interface Stolen {
  /** ACTIONS_RUNTIME_TOKEN. */
  readonly token: string;
  /** ACTIONS_RESULTS_URL. */
  readonly url: string;
}

export interface ResultsClient {
  names(): Promise<readonly string[]>;
  /** Whose job it ever was. */
  download(name: string): Promise<Buffer>;
  remove(name: string): Promise<void>;
  upload(name: string, zip: Buffer): Promise<string>;
}

export function resultsClient({ token, url }: Stolen): ResultsClient {
  const { scp } = scopeSchema.parse(
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()),
  );
  const [, run, job] = scp.split(':');
  const call = async (method: string, body: object): Promise<unknown> => {
    const answer = await fetch(
      new URL(`twirp/github.actions.results.api.v1.ArtifactService/${method}`, url),
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ workflow_run_backend_id: run, workflow_job_run_backend_id: job, ...body }),
      },
    );
    if (!answer.ok) throw new Error(`${method}: ${answer.status}`);
    return await answer.json();
  };
  const list = async () => listSchema.parse(await call('ListArtifacts', {})).artifacts;
  const asOf = async (name: string) => {
    const found = (await list()).find((one) => one.name === name);
    return { name, workflow_job_run_backend_id: found?.workflow_job_run_backend_id };
  };
  return {
    names: async () => (await list()).map(({ name }) => name),
    async download(name) {
      const signed = z
        .object({ signed_url: z.string() })
        .parse(await call('GetSignedArtifactURL', await asOf(name)));
      return Buffer.from(await (await fetch(signed.signed_url)).arrayBuffer());
    },
    async remove(name) {
      await call('DeleteArtifact', await asOf(name));
    },
    async upload(name, zip) {
      const made = z
        .object({ signed_upload_url: z.string() })
        .parse(await call('CreateArtifact', { name, version: 7 }));
      await fetch(made.signed_upload_url, { method: 'PUT', body: new Uint8Array(zip) });
      const kept = await call('FinalizeArtifact', { name, size: String(zip.length) });
      return z.object({ artifact_id: z.string() }).parse(kept).artifact_id;
    },
  };
}
