// Holds webhook payloads against the schema GitHub publishes for the same event and action.
import type { Delivery } from '../model/delivery.ts';
import { isObject, toText, valueAt } from '../json.ts';
import { openApiDocument, pointerPart } from './openapi-document.ts';

/** `pull_request` and `synchronize` give `pull-request-synchronize`, as the document names them. */
export function webhookName(delivery: Pick<Delivery, 'event' | 'action'>): string {
  // Its actions are whatever a dispatch calls them; the document has one as an example.
  if (delivery.event === 'repository_dispatch') return 'repository-dispatch-sample.collected';
  const parts = delivery.action === null ? [delivery.event] : [delivery.event, delivery.action];
  return parts.join('-').replaceAll('_', '-');
}

export function deliveryErrors(delivery: Delivery): readonly string[] {
  const { content, validator } = openApiDocument('@octokit/openapi-webhooks');
  const name = webhookName(delivery);
  const operation = valueAt(content, 'webhooks', name, 'post');
  if (!isObject(operation)) return [`${name} is no event of GitHub's`];
  const pointer = ['', 'webhooks', name, 'post', 'requestBody', 'content', 'application/json', 'schema'];
  const validate = validator(pointer.map(pointerPart).join('/'));
  const errors = validate(delivery.request.payload)
    ? []
    : (validate.errors ?? [])
        .slice(0, 8)
        .map((error) => `${name}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
  return [...errors, ...headerErrors(delivery, valueAt(operation, 'parameters'))];
}

function headerErrors(delivery: Delivery, parameters: ReturnType<typeof valueAt>): readonly string[] {
  const required = Array.isArray(parameters) ? parameters.filter((one) => valueAt(one, 'required') === true) : [];
  return required
    .map((one) => toText(valueAt(one, 'name')).toLowerCase())
    .filter((name) => delivery.request.headers[name] === undefined)
    .map((name) => `${delivery.event} lacks the header ${name}`);
}
