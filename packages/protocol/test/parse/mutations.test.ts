import { expect, test } from 'vitest';
import { InvalidRequestError, parseCreateResponse } from '../../src/index.ts';
import { capturedBodies } from '../captured-bodies.ts';
import { seededRandom } from '../random-stream.ts';

const odd: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e300,
  '',
  'text',
  [],
  [[]],
  {},
  { type: 'message' },
  { type: 'function', function: {} },
  { type: 'a:b' },
  { constructor: 1 },
  'x'.repeat(10_000),
];

test('whatever becomes of a body, it is parsed, or refused with the path and the value', () => {
  const random = seededRandom(5);
  let refusals = 0;
  for (let round = 0; round < 20_000; round++) {
    const body = structuredClone(pick(random, capturedBodies));
    for (let count = 0; count <= random() * 2; count++) mutate(body, random);
    try {
      parseCreateResponse(body);
    } catch (fault) {
      if (!(fault instanceof InvalidRequestError))
        throw new Error(JSON.stringify(body), { cause: fault });
      refusals++;
      expect(fault.message.startsWith(fault.param), fault.message).toBe(true);
      expect(fault.message.length).toBeLessThan(1200);
      expect(fault.message).toMatch(
        /, got |is required|exclude each other|differ;|another tool has/,
      );
    }
  }
  expect(refusals).toBeGreaterThan(5000);
});

/** Puts something odd in a random place of a JSON value, or takes something away. */
function mutate(root: object, random: () => number): void {
  const places: { readonly holder: object; readonly key: string }[] = [];
  const visit = (holder: object) => {
    for (const [key, value] of Object.entries(holder)) {
      places.push({ holder, key });
      if (typeof value === 'object' && value !== null) visit(value);
    }
  };
  visit(root);
  if (places.length === 0) return;
  const { holder, key } = pick(random, places);
  if (random() >= 0.2) Reflect.set(holder, key, structuredClone(pick(random, odd)));
  else if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}

function pick<Value>(random: () => number, values: readonly Value[]): Value {
  return values[Math.floor(random() * values.length)]!;
}
