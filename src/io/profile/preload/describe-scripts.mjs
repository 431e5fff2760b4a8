// Of the project's own scripts in a profile: where every function begins and ends, and the source map. No code of the app runs meanwhile.

/** `urls` are those of the frames, by the id of their script. */
export async function describeScripts(session, post, urls) {
  const wanted = new Set(
    [...urls]
      .filter(([, url]) => url.startsWith('file:') && !url.includes('/node_modules/'))
      .map(([scriptId]) => scriptId),
  );
  const parsed = new Map();
  const note = ({ params }) => parsed.set(params.scriptId, params);
  session.on('Debugger.scriptParsed', note);
  try {
    await post('Debugger.enable');
    const { result } = await post('Profiler.getBestEffortCoverage');
    const described = [];
    for (const { scriptId, url, functions } of result.filter((script) => wanted.has(script.scriptId))) {
      const { scriptSource } = await post('Debugger.getScriptSource', { scriptId });
      described.push({
        scriptId,
        url,
        sourceMapUrl: parsed.get(scriptId)?.sourceMapURL ?? '',
        functions: functionRanges(functions, scriptSource),
      });
    }
    return described;
  } finally {
    session.off('Debugger.scriptParsed', note);
    await post('Debugger.disable');
  }
}

/** Lines and columns count from 0, as in the profile. */
function functionRanges(functions, source) {
  const lineStarts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const place = (offset) => {
    let low = 0;
    let high = lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (lineStarts[middle] <= offset) low = middle;
      else high = middle;
    }
    return { line: low, column: offset - lineStarts[low] };
  };
  return functions.flatMap(({ functionName, ranges: [range] }) =>
    range ? [{ name: functionName, start: place(range.startOffset), end: place(range.endOffset) }] : [],
  );
}
