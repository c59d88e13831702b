import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  CompactResponse,
  CountInputTokens,
  CreateResponse,
  HostedItemParam,
  HostedTool,
  InputItem,
  openApiDocument,
  Tool,
} from '../src/index.ts';

const text = readFileSync(join(import.meta.dirname, '../../../docs/api.md'), 'utf8');

/** The rows of the table under a heading, as lists of cells. */
function rows(heading: string): string[][] {
  const section = text.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`docs/api.md has no section ${heading}`);
  return [...section.matchAll(/^\|(.*)\|$/gm)]
    .map(([, line]) => line!.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .slice(2);
}

test.each([
  ['POST /v1/responses', CreateResponse],
  ['POST /v1/responses/input_tokens', CountInputTokens],
  ['POST /v1/responses/compact', CompactResponse],
])('the table of %s has every field of the schema, and no other', (heading, schema) => {
  const fields = rows(heading).map(([field]) => field);
  expect(fields).toEqual(Object.keys(schema.properties).toSorted());
});

test('every row says whether the field is honoured or refused: none is ignored', () => {
  const headings = [
    'POST /v1/responses',
    'POST /v1/responses/input_tokens',
    'POST /v1/responses/compact',
  ];
  for (const heading of [...headings, 'Items of the input', 'Tools']) {
    const statuses = rows(heading).map(([, status]) => status);
    expect(statuses.length).toBeGreaterThan(3);
    expect(statuses.filter((status) => !/^(honoured|in part|refused)$/.test(status!))).toEqual([]);
  }
});

test('the tables of items and tools have every type of the schemas', () => {
  const types = (branches: readonly object[], hosted: object) =>
    new Set(branches.map((branch) => (branch === hosted ? 'hosted' : typeOf(branch))));
  expect(new Set(rows('Items of the input').map(([type]) => type))).toEqual(
    types(InputItem.anyOf, HostedItemParam),
  );
  expect(new Set(rows('Tools').map(([type]) => type))).toEqual(types(Tool.anyOf, HostedTool));
});

test('the other routes are those of the OpenAPI document', () => {
  const listed = rows('Other routes').flatMap(([route]) => {
    const path = /\/v1\S*/.exec(route!)![0];
    const methods = [...route!.matchAll(/\b(GET|POST|DELETE)\b/g)].map(([method]) => method);
    return methods.map((method) => `${method} ${path.replace('…', '{}').replace('{id}', '{}')}`);
  });
  const described = Object.entries(openApiDocument().paths).flatMap(([path, item]) =>
    Object.keys(item).map(
      (method) => `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '{}')}`,
    ),
  );
  const others = described.filter((route) => !/^\w+ \/v1\/responses$/.test(route));
  expect(listed.toSorted()).toEqual(others.toSorted());
});

function typeOf(branch: object): unknown {
  const { properties } = branch as { properties: { type: { const?: string } } };
  return properties.type.const;
}
