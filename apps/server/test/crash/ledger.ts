import type { ResponseEvent } from '@antiphon/protocol';
import type { drawRequest } from './script.ts';

/** What clients know of one response. */
export interface Entry {
  readonly id: string;
  /** As it was sent. */
  readonly request: ReturnType<typeof drawRequest> & {
    readonly background?: boolean;
    readonly previous_response_id?: string;
    readonly conversation?: { readonly id: string };
  };
  /** Whether it was asked for on a WebSocket. */
  readonly isOverSocket: boolean;
  /** JSON texts by sequence number, as a stream that was resumed wherever it broke told them. */
  readonly events: Map<number, string>;
  /** The response in its terminal state, as JSON. */
  ended?: string;
  /** Whoever asked may not have heard that it was done. */
  deletion?: 'asked' | 'done';
  /** It may have been cancelled. */
  isCalledOff?: boolean;
}

/** All that servers have told their clients, whatever became of the servers; and what they must not have told. */
export class Ledger {
  readonly entries = new Map<string, Entry>();
  /** What each idempotency key got. */
  readonly #keys = new Map<string, string>();
  /** The conversations that were acknowledged. */
  readonly conversations: string[] = [];
  readonly faults: string[] = [];
  /** How often a server was gone before it had answered in full. */
  interruptions = 0;

  /** From now on there has to be a response of this id. */
  acknowledge(id: string, request: Entry['request'], { isOverSocket = false } = {}): Entry {
    const known = this.entries.get(id);
    if (known) return known;
    const entry: Entry = { id, request, isOverSocket, events: new Map() };
    this.entries.set(id, entry);
    return entry;
  }

  /** From now on this is what the response is. */
  sawEnd(entry: Entry, text: string): void {
    if (entry.ended !== undefined && entry.ended !== text) {
      this.faults.push(`${entry.id} ended twice: ${entry.ended} and ${text}`);
    }
    entry.ended = text;
  }

  sawEvent(entry: Entry, event: ResponseEvent): void {
    const last = entry.events.size - 1;
    const number = event.sequence_number;
    if (number !== last + 1) {
      this.faults.push(`${entry.id} told event ${number} of type ${event.type} after ${last}`);
    }
    entry.events.set(number, JSON.stringify(event));
  }

  sawKey(key: string, id: string): void {
    const known = this.#keys.get(key) ?? id;
    if (known !== id) this.faults.push(`the idempotency key ${key} got ${known} and ${id}`);
    this.#keys.set(key, known);
  }
}
