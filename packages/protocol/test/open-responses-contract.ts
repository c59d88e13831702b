import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { reduceSupersets, type Superset } from './supersets.ts';

/** The contract of Open Responses, release 2026-04-24, as one document of JSON Schema. */
const contract: { readonly $defs: Readonly<Record<string, Definition>> } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/open-responses-2026-04-24.schema.json'), 'utf8'),
);

interface Definition {
  readonly properties?: { readonly type?: { readonly enum?: readonly string[] } };
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema(contract, 'contract');

/** What of the contract can be asked for by name. */
export type ContractName =
  | 'CompactResource'
  | 'CreateResponseBody'
  | 'ItemField'
  | 'ItemParam'
  | 'ResponseResource'
  | 'WebSocketErrorEvent';

/**
 * What the contract finds wrong with a value: nothing, if the list is empty. The supersets are those that the caller
 * asked for (a custom tool, say); whatever else goes beyond the contract is a fault.
 */
export function contractFaults(
  name: ContractName,
  value: unknown,
  supersets: readonly Superset[] = [],
): string[] {
  return faults(name, reduceSupersets(value, supersets));
}

/** What the contract finds wrong with an event of a stream. An event of a type that it does not know is a fault. */
export function eventFaults(event: unknown, supersets: readonly Superset[] = []): string[] {
  const reduced = reduceSupersets(event, supersets);
  if (reduced === undefined) return [];
  const type = typeOf(reduced);
  const name = eventNames.get(type);
  return name === undefined ? [`the contract has no event ${type}`] : faults(name, reduced);
}

const eventNames: ReadonlyMap<string, string> = new Map(
  Object.entries(contract.$defs)
    .filter(([name]) => name.endsWith('StreamingEvent'))
    .map(([name, { properties }]) => [properties?.type?.enum?.[0] ?? '', name]),
);

function faults(name: string, value: unknown): string[] {
  const validate = ajv.getSchema(`contract#/$defs/${name}`);
  if (!validate) throw new Error(`the contract does not define ${name}`);
  return validate(value) === true ? [] : (validate.errors ?? []).map(text);
}

function text({ instancePath, message }: ErrorObject): string {
  return `${instancePath || '/'} ${message}`;
}

function typeOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'type' in value ? String(value.type) : '';
}
