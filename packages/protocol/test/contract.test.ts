import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { expect, test } from 'vitest';
import {
  CompactedResponse,
  Item,
  OutputItem,
  ResponseEvent,
  ResponseResource,
  WebSocketError,
} from '../src/index.ts';
import { type ContractName, contractFaults, eventFaults } from './open-responses-contract.ts';
import { randomStream, seededRandom } from './random-stream.ts';
import { randomValue } from './random-value.ts';
import { reduceSupersets, type Superset, supersets } from './supersets.ts';

const anyEvent: TSchema = ResponseEvent;
const all = Object.keys(supersets) as Superset[];

test.each<[ContractName, TSchema]>([
  ['ResponseResource', ResponseResource],
  ['ItemField', Item],
  ['ItemField', OutputItem],
  ['CompactResource', CompactedResponse],
  ['WebSocketErrorEvent', WebSocketError],
])(
  'whatever our schema of %s allows, the contract allows, but for the listed supersets',
  (name, schema) => {
    const random = seededRandom(1);
    for (let round = 0; round < 2000; round++) {
      const value = randomValue(schema, random);
      expect(Check(schema, value)).toBe(true);
      if (reduceSupersets(value, all) === undefined) continue;
      expect(contractFaults(name, value, all), JSON.stringify(value)).toEqual([]);
    }
  },
);

test('whatever event our schemas allow, the contract allows, but for the listed supersets', () => {
  const random = seededRandom(2);
  for (let round = 0; round < 5000; round++) {
    const event = randomValue(anyEvent, random);
    expect(Check(anyEvent, event)).toBe(true);
    expect(eventFaults(event, all), JSON.stringify(event)).toEqual([]);
  }
});

test('the events of a stream of messages, reasoning and function calls need no superset', () => {
  const beyond = /custom|web_search|reasoning_text\./;
  for (let seed = 0; seed < 200; seed++) {
    for (const event of randomStream(seededRandom(seed)).events) {
      if (beyond.test(JSON.stringify(event))) continue;
      expect(eventFaults(event)).toEqual([]);
    }
  }
});

test('what goes beyond the contract is a fault for whoever did not ask for it', () => {
  const call = {
    type: 'custom_tool_call',
    id: 'a',
    call_id: 'c',
    name: 'f',
    input: '',
    status: 'completed',
  };
  expect(contractFaults('ItemField', call)).not.toEqual([]);
  expect(contractFaults('ItemField', { type: 'message', id: 'a' })).not.toEqual([]);
  expect(eventFaults({ type: 'acme:x', sequence_number: 0 })).toEqual([
    'the contract has no event acme:x',
  ]);
  expect(eventFaults({ type: 'response.refusal.done', sequence_number: 0 })).not.toEqual([]);
});
