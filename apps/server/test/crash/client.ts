import { setTimeout as pause } from 'node:timers/promises';
import {
  type Conversation,
  isTerminalEvent,
  type ResponseEvent,
  type ResponseResource,
} from '@antiphon/protocol';
import type { Random } from '../fuzz/random.ts';
import type { Connection } from './connection.ts';
import type { Entry, Ledger } from './ledger.ts';
import { drawRequest } from './script.ts';

export interface ClientSetting {
  readonly name: string;
  readonly random: Random;
  readonly connection: Connection;
  readonly ledger: Ledger;
}

/** How long a response may take to end, takeovers included. */
const PATIENCE_MS = 60_000;

/** Asks for one response after the other, in all the ways there are, and writes down what it is told. */
export class Client {
  readonly #setting: ClientSetting;
  readonly #ways: readonly (() => Promise<unknown>)[];
  #count = 0;
  #conversation: string | undefined;
  /** One that has ended, and can be followed by another. */
  #last: string | undefined;

  constructor(setting: ClientSetting) {
    this.#setting = setting;
    this.#ways = [
      () => this.#wait(this.#draw()),
      () =>
        this.#wait({ ...this.#draw(), ...(this.#last && { previous_response_id: this.#last }) }),
      () => this.#converse(),
      () => this.#stream(this.#draw()),
      () => this.#talk(this.#draw()),
      () => this.#talk(this.#draw()),
      () =>
        this.#talk({ ...this.#draw(), ...(this.#last && { previous_response_id: this.#last }) }),
      () => this.#stream({ ...this.#draw(), background: true }),
      () => this.#start({ ...this.#draw(), background: true }),
      () => this.#follow({ ...this.#draw(), background: true }),
      () => this.#repeat({ ...this.#draw(), background: true }),
      () => this.#cancel({ ...this.#draw(), background: true }),
      () => this.#remove(this.#draw()),
    ];
  }

  /** Ends what it has begun when the signal is aborted. */
  async work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) await this.#setting.random.pick(this.#ways)();
  }

  #draw() {
    const { random, name } = this.#setting;
    return drawRequest(random, `${name}-${this.#count++}`);
  }

  async #wait(request: Entry['request']): Promise<Entry | undefined> {
    const { connection, ledger } = this.#setting;
    const text = await connection.post('/responses', request);
    if (text === undefined) return undefined;
    const response = responseOf(text);
    const entry = ledger.acknowledge(response.id, request);
    ledger.sawEnd(entry, text);
    if (response.status === 'completed') this.#last = response.id;
    return entry;
  }

  async #stream(request: Entry['request']): Promise<void> {
    const { connection, ledger } = this.#setting;
    let entry: Entry | undefined;
    await connection.events('/responses', { ...request, stream: true }, (event) => {
      if (event.type === 'response.created') entry = ledger.acknowledge(event.response.id, request);
      if (entry) this.#see(entry, event);
    });
    if (entry) await this.#readOn(entry);
  }

  async #talk(request: Entry['request']): Promise<void> {
    const { connection, ledger } = this.#setting;
    let entry: Entry | undefined;
    await connection.turn(request, (event) => {
      if (event.type === 'response.created')
        entry = ledger.acknowledge(event.response.id, request, { isOverSocket: true });
      if (entry) this.#see(entry, event);
      if (event.type === 'response.completed') this.#last = event.response.id;
    });
    if (entry) await this.#readOn(entry);
  }

  async #start(request: Entry['request'], headers = {}): Promise<Entry | undefined> {
    const { connection, ledger } = this.#setting;
    const text = await connection.post('/responses', request, headers);
    return text === undefined ? undefined : ledger.acknowledge(responseOf(text).id, request);
  }

  async #follow(request: Entry['request']): Promise<void> {
    const entry = await this.#start(request);
    if (entry) await this.#readOn(entry);
  }

  /** Goes on with the stream, whenever it breaks, until the response has ended. */
  async #readOn(entry: Entry): Promise<void> {
    const { connection, ledger } = this.#setting;
    const end = Date.now() + PATIENCE_MS;
    while (entry.ended === undefined && Date.now() < end) {
      const after = entry.events.size === 0 ? '' : `&starting_after=${entry.events.size - 1}`;
      const path = `/responses/${entry.id}?stream=true${after}`;
      await connection.events(path, undefined, (event) => this.#see(entry, event));
      if (entry.ended === undefined) await this.#askWhetherOver(entry);
    }
    if (entry.ended !== undefined) return;
    const now = await connection.find(`/responses/${entry.id}`);
    ledger.faults.push(`${entry.id}, read for ${entry.events.size} events, does not end: ${now}`);
  }

  /** A cancelled response alone ends without a terminal event. */
  async #askWhetherOver(entry: Entry): Promise<void> {
    const { connection, ledger } = this.#setting;
    const text = await connection.get(`/responses/${entry.id}`);
    if (text !== undefined && responseOf(text).status === 'cancelled') ledger.sawEnd(entry, text);
  }

  #see(entry: Entry, event: ResponseEvent): void {
    const { ledger } = this.#setting;
    ledger.sawEvent(entry, event);
    if (isTerminalEvent(event) && 'response' in event) {
      ledger.sawEnd(entry, JSON.stringify(event.response));
    }
  }

  /** With one key until two answers have come. */
  async #repeat(request: Entry['request']): Promise<void> {
    const { ledger, name } = this.#setting;
    const key = `key-${name}-${this.#count}`;
    for (let answers = 0; answers < 2; ) {
      const entry = await this.#start(request, { 'idempotency-key': key });
      if (!entry) continue;
      ledger.sawKey(key, entry.id);
      answers++;
    }
  }

  async #cancel(request: Entry['request']): Promise<void> {
    const { connection, ledger, random } = this.#setting;
    const entry = await this.#start(request);
    if (!entry) return;
    await pause(random.below(100));
    entry.isCalledOff = true;
    const text = await connection.post(`/responses/${entry.id}/cancel`, {});
    if (text !== undefined) ledger.sawEnd(entry, text);
  }

  async #remove(request: Entry['request']): Promise<void> {
    const entry = await this.#wait(request);
    if (!entry) return;
    entry.deletion = 'asked';
    if (this.#last === entry.id) this.#last = undefined;
    const text = await this.#setting.connection.delete(`/responses/${entry.id}`);
    if (text !== undefined) entry.deletion = 'done';
  }

  async #converse(): Promise<void> {
    const { connection, ledger, random } = this.#setting;
    if (!this.#conversation) {
      const text = await connection.post('/conversations', {});
      if (text === undefined) return;
      const { id } = JSON.parse(text) as Conversation;
      ledger.conversations.push(id);
      this.#conversation = id;
    }
    const request = { ...this.#draw(), conversation: { id: this.#conversation } };
    const ways = [
      () => this.#wait(request),
      () => this.#talk(request),
      () => this.#follow({ ...request, background: true }),
    ];
    await random.pick(ways)();
  }
}

function responseOf(text: string): ResponseResource {
  return JSON.parse(text) as ResponseResource;
}
