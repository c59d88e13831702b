import { expect, test } from 'vitest';
import { FairQueue } from '../../src/scheduler/fair-queue.ts';

function queueOf(...items: readonly (readonly [tenant: string, order: number])[]) {
  const queue = new FairQueue<{ tenant: string; order: number }>();
  for (const [tenant, order] of items) queue.add({ tenant, order });
  return queue;
}

function drain(queue: ReturnType<typeof queueOf>): string[] {
  const served: string[] = [];
  for (let item = queue.peek(); item; item = queue.peek()) {
    queue.passTurn(item);
    queue.remove(item);
    served.push(`${item.tenant}${item.order}`);
  }
  return served;
}

test('tenants take turns, and each one’s own come in their order', () => {
  const queue = queueOf(['a', 0], ['a', 1], ['a', 2], ['b', 3], ['c', 4], ['b', 5]);
  expect(drain(queue)).toEqual(['a0', 'b3', 'c4', 'a1', 'b5', 'a2']);
  expect(queue.size).toBe(0);
});

test('a tenant that comes again and again with one does not pass those who wait', () => {
  const queue = queueOf(['a', 0], ['a', 1], ['b', 2]);
  const served: string[] = [];
  for (let order = 3; order < 8; order++) {
    const item = queue.peek()!;
    queue.passTurn(item);
    queue.remove(item);
    served.push(item.tenant);
    if (item.tenant === 'b') queue.add({ tenant: 'b', order });
  }
  expect(served).toEqual(['a', 'b', 'a', 'b', 'b']);
});

test('one that was sent back comes before those of its tenant that are younger', () => {
  const queue = queueOf(['a', 5], ['a', 7]);
  queue.add({ tenant: 'a', order: 1 });
  queue.add({ tenant: 'a', order: 6 });
  expect(drain(queue)).toEqual(['a1', 'a5', 'a6', 'a7']);
});

test('what was removed is not served, and is removed once', () => {
  const queue = queueOf(['a', 0]);
  const item = { tenant: 'a', order: 1 };
  queue.add(item);
  expect([queue.remove(item), queue.remove(item)]).toEqual([true, false]);
  expect(drain(queue)).toEqual(['a0']);
});
