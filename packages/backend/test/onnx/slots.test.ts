import { expect, test } from 'vitest';
import { NoSlotError } from '../../src/logits-model.ts';
import { SlotTable, type Tenant } from '../../src/onnx/slots.ts';
import { seededRandom } from '../seeded-random.ts';

interface Named extends Tenant {
  readonly name: string;
  length: number;
}

function tableOf(limit: number, lengths: readonly number[]) {
  const table = new SlotTable<Named>(limit);
  const tenants = lengths.map((length, slot): Named => ({ name: `s${slot}`, slot, length }));
  for (const tenant of tenants) table.add(tenant);
  return { table, tenants };
}

function moved(table: SlotTable<Named>, running: readonly Named[], staying?: ReadonlySet<Named>) {
  return [...table.gather(running, staying)].map(
    ({ tenant, from, to }) => `${tenant.name} ${from}>${to}`,
  );
}

test('sequences that lie side by side stay where they are', () => {
  const { table, tenants } = tableOf(8, [10, 10, 10, 10]);
  expect(moved(table, [tenants[2]!, tenants[1]!])).toEqual([]);
  expect(moved(table, [])).toEqual([]);
});

test('the shorter one moves next to the longer one', () => {
  const { table, tenants } = tableOf(4, [1000, 7, 900, 5]);
  table.remove(tenants[1]!);
  expect(moved(table, [tenants[0]!, tenants[3]!])).toEqual(['s3 3>1']);
});

test('a short idle sequence gives way, a long one stays and is gone around', () => {
  const short = tableOf(4, [50, 3, 60, 900]);
  expect(moved(short.table, [short.tenants[0]!, short.tenants[2]!])).toEqual(['s1 1>4', 's0 0>1']);
  const long = tableOf(4, [5, 1000, 5, 2]);
  expect(moved(long.table, [long.tenants[0]!, long.tenants[2]!])).toEqual(['s3 3>4', 's0 0>3']);
});

test('one that must stay is gone around however short it is', () => {
  const { table, tenants } = tableOf(4, [50, 3, 60, 900]);
  const running = [tenants[0]!, tenants[2]!];
  expect(moved(table, running, new Set([tenants[1]!]))).toEqual(['s3 3>4', 's0 0>3']);
});

test('there is no room where one that must stay parts the slots', () => {
  const { table, tenants } = tableOf(4, [1, 1, 1]);
  const staying = new Set([tenants[1]!]);
  expect([1, 2, 3, 4].map((count) => table.hasRoom(count, staying))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(table.hasRoom(5, new Set())).toBe(true);
});

test('there is a slot for so many, and one to spare', () => {
  const { table } = tableOf(2, [1]);
  table.add({ name: 'last', slot: table.free(), length: 0 });
  expect(() => table.free()).toThrow(NoSlotError);
  expect(table.tenants).toHaveLength(3);
});

test('whatever comes, goes and runs: those that run lie side by side, and each move has a free target', () => {
  const random = seededRandom(11);
  for (let round = 0; round < 300; round++) {
    const limit = 1 + Math.floor(random() * 12);
    const table = new SlotTable<Named>(limit);
    const open = new Set<Named>();
    for (let step = 0; step < 30; step++) {
      if (open.size < limit && random() < 0.6) open.add(add(table, Math.floor(random() * 99)));
      const leaving = [...open].filter(() => random() < 0.1);
      for (const tenant of leaving) table.remove(tenant);
      for (const tenant of leaving) open.delete(tenant);
      const running = [...open].filter(() => random() < 0.6);
      const [resting] = [...open].filter((tenant) => !running.includes(tenant));
      const staying = new Set(resting && random() < 0.7 ? [resting] : []);
      if (!table.hasRoom(running.length, staying)) continue;
      expectGathered(table, { running, staying, open });
    }
  }
});

function add(table: SlotTable<Named>, length: number): Named {
  const tenant = { name: '', slot: table.free(), length };
  table.add(tenant);
  return tenant;
}

interface Gathering {
  readonly running: readonly Named[];
  readonly staying: ReadonlySet<Named>;
  readonly open: ReadonlySet<Named>;
}

/** Plays the moves on a memory of its own. */
function expectGathered(table: SlotTable<Named>, { running, staying, open }: Gathering): void {
  const memory = new Map([...open].map((tenant) => [tenant.slot, tenant]));
  for (const { tenant, from, to } of table.gather(running, staying)) {
    expect(staying.has(tenant)).toBe(false);
    expect(memory.get(from)).toBe(tenant);
    expect(memory.has(to)).toBe(false);
    memory.delete(from);
    memory.set(to, tenant);
  }
  for (const [slot, tenant] of memory) expect(table.tenants[slot]).toBe(tenant);
  const places = running.map(({ slot }) => slot).sort((a, b) => a - b);
  expect(places).toEqual(places.map((_, index) => places[0]! + index));
}
