// Secrets and dangerous code in one file, for an agent; never the secret itself.
import { z } from 'zod';
import type { AgentTool } from '../../../runtime/agent/agent-tool.ts';
import { scanSecurity } from '../../tools/security/scan-security.ts';
import type { Study } from '../../work/study.ts';
import { findFile } from './find-file.ts';
import { listing } from './listing.ts';

const MOST = 40;
const inputSchema = z.strictObject({ path: z.string().max(500).describe('Path of a file of head') });

export function securityScanTool({ workshop }: Study): AgentTool<z.infer<typeof inputSchema>> {
  return {
    name: 'security-scan',
    description: 'Secrets, injection and dangerous settings in a file: rule, line, why, the mend.',
    inputSchema,
    readOnly: true,
    async run({ path }) {
      const file = findFile(path, workshop.head);
      const found = scanSecurity({ files: [file] });
      if (found.length === 0) return `The scan finds nothing in ${file.path}.`;
      return listing(
        found.map(
          ({ rule, line, severity, confidence, message, mend, cwe }) =>
            `${file.path}:${line} ${rule} (${cwe}; severity ${severity}, confidence ${confidence}): ${message} Mend: ${mend}`,
        ),
        MOST,
      );
    },
  };
}
