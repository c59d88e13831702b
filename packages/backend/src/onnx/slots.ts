import { NoSlotError } from '../logits-model.ts';

/** What lies in a slot. */
export interface Tenant {
  slot: number;
  readonly length: number;
}

export interface Move<T extends Tenant> {
  readonly tenant: T;
  readonly from: number;
  readonly to: number;
}

/** Which sequence lies where. One slot more than there may be sequences is kept, so that there is always room to move one. */
export class SlotTable<T extends Tenant> {
  readonly #limit: number;
  readonly #tenants: (T | undefined)[];
  #count = 0;
  /**
   * Where the last batch lay: neighbours of it have to be moved least. The first is in the middle of the table, so that a batch can
   * grow at both ends, past a tenant that must stay at one of them.
   */
  #center: number;

  constructor(limit: number) {
    this.#limit = limit;
    this.#center = limit / 2;
    this.#tenants = new Array(limit + 1).fill(undefined);
  }

  /** The tenant of each slot. */
  get tenants(): readonly (T | undefined)[] {
    return this.#tenants;
  }

  /** A free slot near the last batch. Throws `NoSlotError`. */
  free(): number {
    if (this.#count >= this.#limit) throw new NoSlotError(this.#limit);
    return this.#freeNear(this.#center);
  }

  add(tenant: T): void {
    this.#tenants[tenant.slot] = tenant;
    this.#count++;
  }

  remove(tenant: T): void {
    this.#tenants[tenant.slot] = undefined;
    this.#count--;
  }

  has(tenant: T): boolean {
    return this.#tenants[tenant.slot] === tenant;
  }

  /** Whether there are so many neighbouring slots without any of the tenants that must stay where they are. */
  hasRoom(count: number, staying: ReadonlySet<T>): boolean {
    let gap = 0;
    for (const tenant of this.#tenants) {
      gap = tenant && staying.has(tenant) ? 0 : gap + 1;
      if (gap >= count) return true;
    }
    return false;
  }

  /**
   * Brings these tenants side by side with as few tokens moved as possible; each move is to be done when it comes. Moves none of
   * those that must stay; there has to be room besides them.
   */
  *gather(running: readonly T[], staying: ReadonlySet<T> = new Set()): Generator<Move<T>> {
    const start = areNeighbours(running) ? lowest(running) : this.#cheapestStart(running, staying);
    this.#center = start + running.length / 2;
    const isInside = ({ slot }: T) => slot >= start && slot < start + running.length;
    for (const tenant of running.filter((tenant) => !isInside(tenant))) {
      const place = this.#vacancy(start, running);
      if (place.evicted) yield this.#move(place.evicted, this.#freeNear(this.#center));
      yield this.#move(tenant, place.slot);
    }
  }

  #move(tenant: T, to: number): Move<T> {
    const from = tenant.slot;
    this.#tenants[from] = undefined;
    this.#tenants[to] = tenant;
    tenant.slot = to;
    return { tenant, from, to };
  }

  /** Tokens to move for each place of the batch: those of its own that lie outside, and of others that lie inside. */
  #cheapestStart(running: readonly T[], staying: ReadonlySet<T>): number {
    const isRunning = new Set(running);
    const total = running.reduce((sum, { length }) => sum + length + 1, 0);
    let best = { start: 0, cost: Infinity };
    for (let start = 0; start + running.length <= this.#tenants.length; start++) {
      let cost = total;
      for (const tenant of this.#tenants.slice(start, start + running.length)) {
        if (!tenant) continue;
        if (staying.has(tenant)) cost = Infinity;
        cost += (isRunning.has(tenant) ? -1 : 1) * (tenant.length + 1);
      }
      if (cost < best.cost) best = { start, cost };
    }
    return best.start;
  }

  /** A slot of the batch that is free or held by one that does not run. */
  #vacancy(start: number, running: readonly T[]): { slot: number; evicted?: T } {
    let found: { slot: number; evicted?: T } | undefined;
    for (let slot = start; slot < start + running.length; slot++) {
      const tenant = this.#tenants[slot];
      if (!tenant) return { slot };
      if (!running.includes(tenant)) found ??= { slot, evicted: tenant };
    }
    return found!;
  }

  #freeNear(center: number): number {
    let best = -1;
    for (const [slot, tenant] of this.#tenants.entries()) {
      if (tenant) continue;
      if (best < 0 || Math.abs(slot - center) < Math.abs(best - center)) best = slot;
    }
    return best;
  }
}

function areNeighbours(tenants: readonly Tenant[]): boolean {
  let first = Infinity;
  let last = -Infinity;
  for (const { slot } of tenants) {
    first = Math.min(first, slot);
    last = Math.max(last, slot);
  }
  return last - first === tenants.length - 1;
}

function lowest(tenants: readonly Tenant[]): number {
  return Math.min(...tenants.map(({ slot }) => slot));
}
