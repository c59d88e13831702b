import type { Json } from './json-text.ts';

/** `undeclared` reads what any draft says, since no `$schema` tells which one is meant. */
export type Draft = 'draft4' | 'draft6' | 'draft7' | 'draft2019-09' | 'draft2020-12' | 'undeclared';

/** `undefined` for a dialect of somebody's own. */
export function draftOf(schema: Json | undefined): Draft | undefined {
  if (schema === undefined) return 'undeclared';
  if (typeof schema !== 'string') return undefined;
  if (/draft\/2020-12\//.test(schema)) return 'draft2020-12';
  if (/draft\/2019-09\//.test(schema)) return 'draft2019-09';
  const number = /draft-0?([0-9])\//.exec(schema)?.[1];
  if (number === '7') return 'draft7';
  if (number === '6') return 'draft6';
  if (number === '4' || number === '3') return 'draft4';
  return /json-schema\.org\/(?:schema|draft)/.test(schema) ? 'undeclared' : undefined;
}

/** Up to draft 7 nothing beside a `$ref` counts. */
export function refStandsAlone(draft: Draft): boolean {
  return draft === 'draft4' || draft === 'draft6' || draft === 'draft7';
}

/** Whether `id` names a schema, as it did before draft 6. */
export function hasPlainId(draft: Draft): boolean {
  return draft === 'draft4' || draft === 'undeclared';
}
