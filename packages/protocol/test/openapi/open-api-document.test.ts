import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { accumulate, openApiDocument, parseEvent } from '../../src/index.ts';
import {
  exampleCompacted,
  exampleEvents,
  exampleItem,
  exampleResponse,
} from '../../src/openapi/examples.ts';
import { contractFaults, eventFaults } from '../open-responses-contract.ts';

const document = openApiDocument({ url: 'http://127.0.0.1:8000' });
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema(document, 'openapi');

function schemaFaults(name: string, value: unknown): unknown {
  const validate = ajv.getSchema(`openapi#/components/schemas/${name}`);
  if (!validate) throw new Error(`the document has no schema ${name}`);
  return validate(value) ? [] : validate.errors;
}

test('the document is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate({ ...document });
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  const broken = await new Validator().validate({ ...document, paths: { '/x': { get: 1 } } });
  expect(broken.valid).toBe(false);
});

test('the document has every route of the API', () => {
  const routes = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(routes.toSorted()).toEqual([
    'DELETE /v1/conversations/{conversation_id}',
    'DELETE /v1/conversations/{conversation_id}/items/{item_id}',
    'DELETE /v1/responses/{response_id}',
    'GET /v1/conversations/{conversation_id}',
    'GET /v1/conversations/{conversation_id}/items',
    'GET /v1/conversations/{conversation_id}/items/{item_id}',
    'GET /v1/models',
    'GET /v1/models/{model}',
    'GET /v1/responses',
    'GET /v1/responses/{response_id}',
    'GET /v1/responses/{response_id}/input_items',
    'POST /v1/conversations',
    'POST /v1/conversations/{conversation_id}',
    'POST /v1/conversations/{conversation_id}/items',
    'POST /v1/responses',
    'POST /v1/responses/compact',
    'POST /v1/responses/input_tokens',
    'POST /v1/responses/{response_id}/cancel',
  ]);
});

test('what has a name is referred to by it, and every reference leads somewhere', () => {
  const text = JSON.stringify(document);
  const references = new Set(
    [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!),
  );
  expect(references.size).toBeGreaterThan(35);
  for (const name of references) expect(document.components.schemas).toHaveProperty(name);
  expect(text.length).toBeLessThan(120_000);
});

test('every example is what its schema says', () => {
  const answers = Object.values(document.paths)
    .flatMap((item) => Object.values(item))
    .flatMap(examplesOf);
  expect(answers.length).toBeGreaterThan(30);
  for (const { name, example } of answers) expect(schemaFaults(name, example)).toEqual([]);
});

test('every example of what the server sends is what the contract says, with no superset', async () => {
  expect(contractFaults('ResponseResource', exampleResponse)).toEqual([]);
  expect(contractFaults('CompactResource', exampleCompacted)).toEqual([]);
  expect(contractFaults('ItemField', exampleItem)).toEqual([]);
  for (const event of exampleEvents) {
    expect(eventFaults(event)).toEqual([]);
    expect(schemaFaults('ResponseEvent', event)).toEqual([]);
    expect(parseEvent(event)).toBe(event);
  }
  expect(await accumulate(exampleEvents)).toEqual(exampleResponse);
});

interface Example {
  readonly name: string;
  readonly example: unknown;
}

/** The JSON examples of an operation, each with the name of its schema. */
function examplesOf(operation: unknown): Example[] {
  const text = JSON.stringify(operation, (key, value) =>
    key === 'text/event-stream' ? undefined : value,
  );
  const found: Example[] = [];
  JSON.parse(text, (_, value) => {
    const name = /\w+$/.exec(value?.schema?.$ref ?? '')?.[0];
    if (name && value.example !== undefined) found.push({ name, example: value.example });
    return value;
  });
  return found;
}
