// Holds answers of the test GitHub against the schema GitHub publishes for the same operation and status.
import { isObject, valueAt, type JsonObject } from '../json.ts';
import type { RequestRecord } from '../http/request-log.ts';
import { openApiDocument, pointerPart } from './openapi-document.ts';

/** What is wrong with the answer; empty when GitHub could have given it. */
export function responseErrors(record: RequestRecord): readonly string[] {
  if (record.template === null) return [`${record.method} ${record.path} matched no route`];
  const { content, validator } = openApiDocument('@octokit/openapi');
  const path = pathOf(content, record.template);
  if (path === null) return [`${record.template} is no path of GitHub's`];
  const method = record.method.toLowerCase();
  const status = String(record.status);
  const responses = valueAt(content, 'paths', path, method, 'responses');
  if (!isObject(responses)) return [`${record.method} ${path} is no operation of GitHub's`];
  const response = responses[status];
  if (response === undefined) {
    return [`${record.method} ${path} never answers ${status}, only ${Object.keys(responses).join(', ')}`];
  }
  const reference = valueAt(response, '$ref');
  const at =
    typeof reference === 'string'
      ? reference.slice(1).split('/').map((part) => pointerPart(part)).join('/')
      : ['', 'paths', path, method, 'responses', status].map(pointerPart).join('/');
  const shape = typeof reference === 'string' ? valueAt(content, ...reference.slice(2).split('/')) : response;
  const media = valueAt(shape, 'content');
  const type = isObject(media) ? Object.keys(media).find((one) => /json/.test(one)) : undefined;
  if (record.responseBody === null || type === undefined) {
    const isExpected = record.responseBody === null || media === null;
    return isExpected ? [] : [`${record.method} ${path} (${status}) should have no JSON body`];
  }
  const validate = validator(`${at}/content/${pointerPart(type)}/schema`);
  if (validate(record.responseBody)) return [];
  return (validate.errors ?? [])
    .slice(0, 8)
    .map((error) => `${record.method} ${path} (${status}): ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

/** Our parameter names may differ from GitHub's; their places may not. */
function pathOf(document: JsonObject, template: string): string | null {
  const shape = template.replaceAll(/\{[^}]+\}/g, '{}');
  const paths = valueAt(document, 'paths');
  const all = isObject(paths) ? Object.keys(paths) : [];
  const shapeOf = (path: string): string => path.replaceAll(/\{[^}]+\}/g, '{}');
  // The root folder is `contents/{path}` with an empty path.
  return all.find((path) => shapeOf(path) === shape) ?? all.find((path) => shapeOf(path) === `${shape}/{}`) ?? null;
}
