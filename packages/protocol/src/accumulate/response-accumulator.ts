import type { ErrorEvent } from '../event/error.ts';
import type { ResponseEvent } from '../event/event.ts';
import { isHostedCallEvent } from '../event/hosted-call.ts';
import type { OutputItemEvent } from '../event/output-item.ts';
import { isTerminalEvent, type ResponseSnapshotEvent } from '../event/snapshot.ts';
import { isHostedItem } from '../item/hosted-item.ts';
import { isSameJson } from '../record.ts';
import type { ResponseResource } from '../response.ts';
import { EventOrderError } from './event-order-error.ts';
import { type GrowingItem, growItem } from './growing-item.ts';

interface Entry {
  readonly growing: GrowingItem;
  isDone: boolean;
}

/**
 * Rebuilds a response from its events, those of SSE or of a WebSocket, and throws `EventOrderError` for whatever stands in
 * the wrong order, is missing, or contradicts what was told before. After such an error it is of no further use. The resource of the
 * terminal event is what counts: one that failed may hold less than was told before.
 */
export class ResponseAccumulator {
  readonly #entries: Entry[] = [];
  #snapshot: ResponseResource | undefined;
  #last: ResponseSnapshotEvent['type'] | undefined;
  #error: ErrorEvent | undefined;
  #sequence = 0;

  /** The response as it stands; `undefined` before the first event. */
  get response(): ResponseResource | undefined {
    if (!this.#snapshot || this.isEnded) return this.#snapshot;
    return { ...this.#snapshot, output: this.#entries.map(({ growing }) => growing.item) };
  }

  /** Whether the terminal event has come. */
  get isEnded(): boolean {
    return this.#last !== undefined && isTerminalEvent({ type: this.#last });
  }

  /** The fault that broke the stream off, if one was told. */
  get error(): ErrorEvent | undefined {
    return this.#error;
  }

  add(event: ResponseEvent): void {
    this.#requirePlace(event);
    if (isHostedCallEvent(event)) {
      this.#entry(event, event).growing.add(event);
      return;
    }
    switch (event.type) {
      case 'response.created':
      case 'response.queued':
      case 'response.in_progress':
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed':
        this.#addSnapshot(event);
        return;
      case 'response.output_item.added':
        this.#open(event);
        return;
      case 'response.output_item.done':
        this.#close(event);
        return;
      case 'error':
        this.#error = event;
        return;
      default:
        this.#entry(event, event).growing.add(event);
        return;
    }
  }

  /** What holds for every event. */
  #requirePlace(event: ResponseEvent): void {
    if (this.isEnded) throw new EventOrderError(event, 'nothing follows the terminal event');
    if (event.sequence_number !== this.#sequence) {
      throw new EventOrderError(event, `the next number is ${this.#sequence}`);
    }
    this.#sequence++;
    if (!this.#last && event.type !== 'response.created') {
      throw new EventOrderError(event, 'the first event is response.created');
    }
    if (this.#error && event.type !== 'response.failed') {
      throw new EventOrderError(event, 'after an error comes nothing but response.failed');
    }
  }

  #addSnapshot(event: ResponseSnapshotEvent): void {
    const { type, response } = event;
    if (!before[type].includes(this.#last)) {
      throw new EventOrderError(event, `it cannot follow ${this.#last ?? 'nothing'}`);
    }
    if (this.#snapshot && this.#snapshot.id !== response.id) {
      throw new EventOrderError(event, `the response is ${this.#snapshot.id}, not ${response.id}`);
    }
    if (!statuses[type].includes(response.status)) {
      throw new EventOrderError(event, `its status cannot be ${response.status}`);
    }
    if (isTerminalEvent(event)) this.#requireOutput(event);
    else if (response.output.length + this.#entries.length > 0) {
      throw new EventOrderError(event, 'a response has no output before its first item');
    }
    this.#last = type;
    this.#snapshot = response;
  }

  #requireOutput(event: ResponseSnapshotEvent): void {
    const { output, status } = event.response;
    if (status === 'failed') {
      this.#requireTold(event);
      return;
    }
    if (output.length !== this.#entries.length) {
      const rule = `its output has ${output.length} items; ${this.#entries.length} were told`;
      throw new EventOrderError(event, rule);
    }
    for (const [index, { growing, isDone }] of this.#entries.entries()) {
      if (!isDone) throw new EventOrderError(event, `item ${index} is not done`);
      if (!isSameJson(growing.item, output[index])) {
        throw new EventOrderError(event, `item ${index} is not what its events told`);
      }
    }
    if (status === 'completed' && output.some((item) => item.status === 'incomplete')) {
      throw new EventOrderError(event, 'with an incomplete item the response is not completed');
    }
  }

  /**
   * A response that failed may hold less than its events told: it broke off in the midst of an item, or what its server had told
   * and not yet stored when it died is lost. Its items are some of those that were told, in their order; one that is done in both
   * is the same in both.
   */
  #requireTold(event: ResponseSnapshotEvent): void {
    let next = 0;
    for (const item of event.response.output) {
      const isIt = ({ growing }: Entry) =>
        growing.item.id === item.id && growing.item.type === item.type;
      const index = this.#entries.findIndex((entry, at) => at >= next && isIt(entry));
      const entry = this.#entries[index];
      if (!entry) throw new EventOrderError(event, `its item ${item.id} was not told before`);
      const isLess = !entry.isDone || item.status === 'incomplete';
      if (!isLess && !isSameJson(entry.growing.item, item)) {
        throw new EventOrderError(event, `item ${index} is not what its events told`);
      }
      next = index + 1;
    }
  }

  #open(event: OutputItemEvent): void {
    if (this.#last === 'response.created' || this.#last === 'response.queued') {
      throw new EventOrderError(event, 'an item comes after response.in_progress');
    }
    const { output_index: index, item } = event;
    if (index !== this.#entries.length) {
      throw new EventOrderError(event, `the next item is ${this.#entries.length}, not ${index}`);
    }
    if (this.#entries.some(({ growing }) => growing.item.id === item.id)) {
      throw new EventOrderError(event, `another item has the id ${item.id} already`);
    }
    this.#entries.push({ growing: growItem(item, event), isDone: false });
  }

  #close(event: OutputItemEvent): void {
    const { item } = event;
    const entry = this.#entry({ output_index: event.output_index, item_id: item.id }, event);
    const { type } = entry.growing.item;
    if (item.type !== type) throw new EventOrderError(event, `the item is of type ${type}`);
    if (item.status === 'in_progress' && !isHostedItem(item)) {
      throw new EventOrderError(event, 'an item that is done is not in progress');
    }
    entry.growing.finish(item, event);
    entry.isDone = true;
  }

  /** The item that an event belongs to: it has begun, and is not done. */
  #entry(
    {
      output_index: index,
      item_id: id,
    }: { readonly output_index: number; readonly item_id: string },
    event: ResponseEvent,
  ): Entry {
    const entry = this.#entries[index];
    if (!entry) throw new EventOrderError(event, `item ${index} was not added before`);
    if (entry.isDone) throw new EventOrderError(event, `item ${index} was done before`);
    const known = entry.growing.item.id;
    if (known !== id)
      throw new EventOrderError(event, `item ${index} has the id ${known}, not ${id}`);
    return entry;
  }
}

type SnapshotType = ResponseSnapshotEvent['type'];
type Last = SnapshotType | undefined;

/** What may have been the last snapshot before each. A response that cannot even begin fails at once. */
const before: { readonly [Type in SnapshotType]: readonly Last[] } = {
  'response.created': [undefined],
  'response.queued': ['response.created'],
  'response.in_progress': ['response.created', 'response.queued'],
  'response.completed': ['response.in_progress'],
  'response.incomplete': ['response.created', 'response.queued', 'response.in_progress'],
  'response.failed': ['response.created', 'response.queued', 'response.in_progress'],
};

const statuses: { readonly [Type in SnapshotType]: readonly ResponseResource['status'][] } = {
  'response.created': ['queued', 'in_progress'],
  'response.queued': ['queued'],
  'response.in_progress': ['in_progress'],
  'response.completed': ['completed'],
  'response.incomplete': ['incomplete', 'cancelled'],
  'response.failed': ['failed'],
};
