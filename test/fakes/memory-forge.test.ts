// The fake keeps the contract of the real thing.
import { memoryForge } from './memory-forge.ts';
import { forgeWriterContract } from '../ports/forge-writer.contract.ts';

forgeWriterContract(() => {
  const forge = memoryForge();
  return Promise.resolve({
    writer: forge.writer,
    headSha: 'a'.repeat(40),
    pullRequest: 1,
    checks: () =>
      forge.checks.map(({ name, status, conclusion, title, annotations }) => ({
        name,
        status,
        conclusion,
        title,
        annotations: annotations.map(({ message }) => message),
      })),
    comments: () => forge.comments.map(({ body }) => body),
    strangerSays: (body) => {
      forge.comments.push({ byBot: false, body });
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
});
