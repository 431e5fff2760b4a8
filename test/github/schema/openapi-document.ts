// GitHub's published OpenAPI documents as something JSON Schema validators understand.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { isObject, parseJson, valueAt, type Json, type JsonObject } from '../json.ts';

export interface OpenApiDocument {
  /** The parsed document; `x-` and description texts included. */
  readonly content: JsonObject;
  /** A validator for the schema at this JSON pointer; compiled once. */
  validator(pointer: string): ValidateFunction;
}

const require = createRequire(import.meta.url);
const manifests = {
  '@octokit/openapi': require.resolve('@octokit/openapi/package.json'),
  '@octokit/openapi-webhooks': require.resolve('@octokit/openapi-webhooks/package.json'),
};
const loaded = new Map<string, OpenApiDocument>();

/** Documents are large, so each is read when first asked for, and only the schemas used are compiled. */
export function openApiDocument(packageName: '@octokit/openapi' | '@octokit/openapi-webhooks'): OpenApiDocument {
  const known = loaded.get(packageName);
  if (known !== undefined) return known;
  const folder = dirname(manifests[packageName]);
  const text = readFileSync(join(folder, 'generated', 'api.github.com.json'), 'utf8');
  const content = parseJson(text);
  if (!isObject(content)) throw new Error(`${packageName} holds no OpenAPI document.`);
  const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true, validateFormats: true });
  addFormatsModule.default(ajv);
  // Bots have addresses like `name[bot]@…`, which no strict reading of `email` lets pass.
  for (const format of ['repo.nwo', 'timestamp', 'binary', 'email']) ajv.addFormat(format, true);
  const schema = asJsonSchema(content);
  if (isObject(schema)) ajv.addSchema(schema, packageName);
  const validators = new Map<string, ValidateFunction>();
  const document: OpenApiDocument = {
    content,
    validator: (pointer) => {
      const compiled = validators.get(pointer) ?? ajv.getSchema(`${packageName}#${pointer}`);
      if (compiled === undefined) throw new Error(`${packageName} has nothing at ${pointer}.`);
      validators.set(pointer, compiled);
      return compiled;
    },
  };
  loaded.set(packageName, document);
  return document;
}

/** OpenAPI 3.0 says `nullable`; and its `oneOf` lists shapes that overlap, where "at least one" is what is meant. */
function asJsonSchema(value: Json): Json {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (!isObject(value)) return value;
  const converted: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === 'nullable' || key === 'example' || key === 'examples' || key === 'description') {
      if (isObject(item)) converted[key] = asJsonSchema(item); // a property of that name
      continue;
    }
    // One list says of an account that it is a user and an enterprise at once, where others say "or".
    const isMistaken = key === 'allOf' && valueAt(item, 1, 'title') === 'Enterprise';
    const name = (key === 'oneOf' && value['anyOf'] === undefined) || isMistaken ? 'anyOf' : key;
    converted[name] = asJsonSchema(item);
  }
  return value['nullable'] === true ? { anyOf: [{ type: 'null' }, converted] } : converted;
}

/** A path part as it stands in a JSON pointer inside a URI. */
export function pointerPart(text: string): string {
  return encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));
}
