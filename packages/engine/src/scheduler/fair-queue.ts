/** What can wait for its turn. */
export interface Queued {
  readonly tenant: string;
  /** Within a tenant the lowest comes first. */
  readonly order: number;
}

/** Serves one tenant after the other, and each tenant's own in their order. */
export class FairQueue<Item extends Queued> {
  /** The tenants with something waiting; the first is the next to be served. */
  readonly #lines = new Map<string, Item[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(item: Item): void {
    const line = this.#lines.get(item.tenant);
    this.#size++;
    if (!line) {
      this.#lines.set(item.tenant, [item]);
      return;
    }
    let place = line.length;
    while (place > 0 && line[place - 1]!.order > item.order) place--;
    line.splice(place, 0, item);
  }

  /** Whose turn it is; it stays in the queue. */
  peek(): Item | undefined {
    const [line] = this.#lines.values();
    return line?.[0];
  }

  /** The item's tenant has had its turn, and is now the last. */
  passTurn({ tenant }: Item): void {
    const line = this.#lines.get(tenant);
    if (!line) return;
    this.#lines.delete(tenant);
    this.#lines.set(tenant, line);
  }

  /** False when it does not wait here. */
  remove(item: Item): boolean {
    const line = this.#lines.get(item.tenant);
    const place = line?.indexOf(item) ?? -1;
    if (!line || place < 0) return false;
    line.splice(place, 1);
    this.#size--;
    if (line.length === 0) this.#lines.delete(item.tenant);
    return true;
  }
}
