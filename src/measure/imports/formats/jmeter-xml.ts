// JMeter's JTL as XML: the outermost samples of <testResults>; those within are parts of them. Attributes:
// https://jmeter.apache.org/usermanual/listeners.html#xmlformat2.1
import { collect } from '../collect.ts';
import { invalid, quote, unreadable, type Source } from '../refuse.ts';
import type { Format } from './format.ts';
import { MOST_REQUESTS, numbersOfRequests, tooManyRequests, type Request } from './requests.ts';
import { xmlTags, type XmlTag } from './xml-tags.ts';

const mend =
  'Run JMeter with `-Jjmeter.save.saveservice.output_format=xml -l FILE` and let it end by itself.';

export const jmeterXml: Format<string> = {
  claims: (text) => /^\s*<(?:\?xml|testResults)/.test(text) && text.slice(0, 2_000).includes('<testResults'),
  parse(text, source) {
    const requests: Request[] = [];
    let level = 0;
    let hasRoot = false;
    for (const tag of xmlTags(text, source)) {
      if (tag.kind === 'close') level -= 1;
      else {
        if (level === 0) needRoot(tag, { isSecond: hasRoot, source });
        if (level === 1 && /^(?:httpS|s)ample$/.test(tag.name)) requests.push(requestOf(tag, source));
        hasRoot = true;
        if (tag.kind === 'open') level += 1;
      }
      if (requests.length > MOST_REQUESTS) throw tooManyRequests(source);
      if (level < 0) break;
    }
    if (level !== 0 || !hasRoot)
      throw unreadable(source, { what: 'was cut off before </testResults>', mend });
    return collect({ format: 'jmeter-xml', numbers: numbersOfRequests(requests) }, source);
  },
};

function needRoot(
  { name }: XmlTag,
  { isSecond, source }: { readonly isSecond: boolean; readonly source: Source },
): void {
  if (name === 'testResults' && !isSecond) return;
  throw invalid(source, { what: `holds <${quote(name)}> where one <testResults> was expected`, mend });
}

function requestOf({ name, attributes }: XmlTag, source: Source): Request {
  const [elapsed, label, success, stamp] = ['t', 'lb', 's', 'ts'].map((key) => attributes.get(key));
  if (elapsed === undefined || !/^\d{1,12}$/.test(elapsed) || label === undefined || success === undefined) {
    throw invalid(source, { what: `has a <${name}> without one of t (milliseconds), lb and s`, mend });
  }
  return {
    name: label,
    durationMs: Number(elapsed),
    succeeded: success === 'true',
    atMs: stamp !== undefined && /^\d{1,15}$/.test(stamp) ? Number(stamp) : null,
  };
}
