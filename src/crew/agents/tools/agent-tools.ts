// The tools of the crew as a model may call them: all read what is in memory, none can write, run or reach anything.
import type { AgentTool } from '../../../runtime/agent/agent-tool.ts';
import type { Study } from '../../work/study.ts';
import { cacheDesignTool } from './cache-design-tool.ts';
import { callGraphTool } from './call-graph-tool.ts';
import { complexityTool } from './complexity-tool.ts';
import { hotPathsTool } from './hot-paths-tool.ts';
import { lintTool } from './lint-tool.ts';
import { listFilesTool } from './list-files-tool.ts';
import { readFileTool } from './read-file-tool.ts';
import { searchSourceTool } from './search-source-tool.ts';
import { securityScanTool } from './security-scan-tool.ts';
import { weightTool } from './weight-tool.ts';

/** One for each name a crew's file may give, but read-document, which depends on the task. */
export function agentTools(study: Study): readonly AgentTool[] {
  return [
    lintTool(study),
    complexityTool(study),
    callGraphTool(study),
    hotPathsTool(study),
    cacheDesignTool(study),
    weightTool(study),
    securityScanTool(study),
    readFileTool(study),
    searchSourceTool(study),
    listFilesTool(study),
  ];
}
