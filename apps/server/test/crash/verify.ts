import {
  type ItemList,
  isTerminalEvent,
  ResponseAccumulator,
  type ResponseEvent,
  type ResponseResource,
} from '@antiphon/protocol';
import type { Connection } from './connection.ts';
import type { Entry, Ledger } from './ledger.ts';

export interface Verified {
  readonly faults: readonly string[];
  /** Responses that ended as they should, by their status. */
  readonly endings: Readonly<Record<string, number>>;
}

/** How a response fails whose client has gone with its server. */
const LOST = /^the server that worked on this response has stopped/;

/** So many answers are compared with what the same seed says on a server that nobody kills. */
const MOST_REPEATED = 96;

/** So many things are looked at at once. */
const AT_ONCE = 16;

/** Holds what the servers have against what clients were told. */
export async function verify(ledger: Ledger, connection: Connection): Promise<Verified> {
  const faults = [...ledger.faults];
  const endings: Record<string, number> = {};
  const made: Made[] = [];
  await forEach([...ledger.entries.values()], async (entry) => {
    const text = await connection.find(`/responses/${entry.id}`);
    if (text === undefined) {
      if (entry.deletion === undefined) faults.push(`${entry.id} is lost`);
      return;
    }
    if (entry.deletion === 'done') faults.push(`${entry.id} is back after it was deleted`);
    const response = JSON.parse(text) as ResponseResource;
    endings[response.status] = (endings[response.status] ?? 0) + 1;
    faults.push(...endFaults(entry, text, response));
    faults.push(...(await logFaults(entry, response, connection)));
    if (response.status === 'completed') made.push({ entry, response });
  });
  await forEach(made.filter(isAlone).slice(-MOST_REPEATED), async ({ entry, response }) => {
    faults.push(...(await repeatFaults(entry, response, connection)));
  });
  for (const id of ledger.conversations)
    faults.push(...(await conversationFaults(id, made, connection)));
  return { faults, endings };
}

interface Made {
  readonly entry: Entry;
  readonly response: ResponseResource;
}

async function forEach<T>(all: readonly T[], look: (one: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < all.length; start += AT_ONCE)
    await Promise.all(all.slice(start, start + AT_ONCE).map(look));
}

function endFaults(entry: Entry, text: string, response: ResponseResource): string[] {
  const { id, status, error } = response;
  if (entry.ended !== undefined && entry.ended !== text)
    return [`${id} was told to have ended as ${entry.ended} and is ${text}`];
  if (status === 'completed') return [];
  if (entry.request.background)
    return entry.isCalledOff && status === 'cancelled' ? [] : [`${id}, a job, ended as ${text}`];
  return status === 'failed' && LOST.test(error?.message ?? '') ? [] : [`${id} ended as ${text}`];
}

/** What is wrong with the log, or with what a reader was told in the place of it. */
async function logFaults(
  entry: Entry,
  response: ResponseResource,
  connection: Connection,
): Promise<string[]> {
  const log: ResponseEvent[] = [];
  const path = `/responses/${entry.id}?stream=true`;
  await connection.events(path, undefined, (event) => log.push(event));
  const accumulator = new ResponseAccumulator();
  try {
    for (const event of log) accumulator.add(event);
  } catch (fault) {
    return [`the log of ${entry.id}: ${fault}`];
  }
  const end = log.at(-1);
  if (response.status !== 'cancelled') {
    const told = end && isTerminalEvent(end) && 'response' in end ? end.response : undefined;
    if (JSON.stringify(told) !== JSON.stringify(response))
      return [`the log of ${entry.id} ends in ${JSON.stringify(end)}`];
  }
  // What a dead server told, and had not stored, is not in the log of a response that failed with it, nor in its output.
  const isWhole = response.status !== 'failed';
  const own = orderFault(entry);
  if (own) return [own];
  for (const [number, text] of entry.events) {
    const logged = log[number];
    if (JSON.stringify(logged) === text) continue;
    if (!isWhole && (!logged || isTerminalEvent(logged))) continue;
    return [`${entry.id} told ${text} where its log has ${JSON.stringify(logged)}`];
  }
  return [];
}

/** What a client read, wherever its stream broke, is one legal stream. */
function orderFault({ id, events }: Entry): string | undefined {
  const accumulator = new ResponseAccumulator();
  try {
    for (const text of events.values()) accumulator.add(JSON.parse(text));
  } catch (fault) {
    return `what was told of ${id}: ${fault}`;
  }
  return undefined;
}

/** Whether all that the answer hangs on is in the request itself. */
function isAlone({ entry: { request } }: Made): boolean {
  return request.previous_response_id === undefined && request.conversation === undefined;
}

async function repeatFaults(
  { request: { input, temperature, tools } }: Entry,
  { id, seed, output }: ResponseResource,
  connection: Connection,
): Promise<string[]> {
  const text = await connection.post('/responses', {
    ...{ input, temperature, tools, seed },
    store: false,
  });
  const again = JSON.parse(text ?? '{}') as Partial<ResponseResource>;
  const isSame = JSON.stringify(again.output?.map(said)) === JSON.stringify(output.map(said));
  return isSame ? [] : [`${id} says ${JSON.stringify(output)}, and the same seed ${text}`];
}

/** An item without what tells it from another that says the same. */
function said(item: ResponseResource['output'][number]): object {
  const { id: _, call_id: __, ...rest } = item as { id?: string; call_id?: string };
  return rest;
}

/** Each turn is there once and as a whole, if it was completed. */
async function conversationFaults(
  id: string,
  made: readonly Made[],
  connection: Connection,
): Promise<string[]> {
  const items: ItemList['data'][number][] = [];
  for (let after = ''; ; ) {
    const path = `/conversations/${id}/items?order=asc&limit=100${after}`;
    const text = await connection.find(path);
    if (text === undefined) return [`the conversation ${id} is lost`];
    const page = JSON.parse(text) as ItemList;
    items.push(...page.data);
    if (!page.has_more) break;
    after = `&after=${page.last_id}`;
  }
  const inputs = items.filter((item) => item.type === 'message' && item.role === 'user');
  const texts = inputs.map((item) => JSON.stringify('content' in item ? item.content : ''));
  const faults =
    new Set(texts).size === texts.length ? [] : [`a turn is in the conversation ${id} twice`];
  for (const { entry, response } of made) {
    if (entry.request.conversation?.id !== id) continue;
    const start = items.findIndex((item) => item.id === response.output[0]?.id);
    const there = items.slice(start, start + response.output.length);
    if (JSON.stringify(there) !== JSON.stringify(response.output))
      faults.push(`${response.id} is not whole in its conversation ${id}`);
  }
  return faults;
}
