import type { ResponseEvent, ResponseResource } from '@antiphon/protocol';
import type { ResponseStore } from '@antiphon/store';
import {
  assistant,
  deltas,
  resource,
  snapshot,
  user,
} from '../packages/store/test/contract/samples.ts';
import { quantile } from './quantile.ts';

const TENANT = 'bench';

/** A turn's input and output have about so many characters. */
const TEXT = 'The store keeps what it has said it keeps, and tells it again. '.repeat(10);

const LOG = 1000;

export interface OperationFigures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

export interface StoreFigures {
  readonly operations: Readonly<Record<string, OperationFigures>>;
  /** The time in ms to load a chain, by its length, divided by that. */
  readonly perTurn: Readonly<Record<number, number>>;
  /** Of one event in a group. */
  readonly eventMs: number;
  /** How much longer the creation of a turn takes at the end of a chain of 1000 than at its start. */
  readonly createGrowth: number;
}

export interface MeasureOptions {
  /** How often the small operations are done. */
  readonly count: number;
  /** Events that one append brings. */
  readonly group: number;
}

/** One operation at a time, as one client sees it. */
export async function measureStore(
  store: ResponseStore,
  { count, group }: MeasureOptions,
): Promise<StoreFigures> {
  const operations: Record<string, OperationFigures> = {};
  const measure = async (
    name: string,
    times: number,
    work: (index: number) => Promise<unknown>,
  ) => {
    const spent = await timesOf(times, work);
    operations[name] = figuresOf(spent);
    return spent;
  };
  await measure('create', count, (index) => create(store, `resp_${index}`));
  await measure('finish', count, (index) => finish(store, `resp_${index}`));
  await measure('get', count, (index) => store.get(keyOf(`resp_${index}`)));

  await create(store, 'resp_log');
  const appends = await measure(`append ${group} events`, Math.ceil(LOG / group), (index) =>
    store.append(keyOf('resp_log'), deltas(index * group, (index + 1) * group - 1)),
  );
  await finish(store, 'resp_log');
  await measure(`resume at ${LOG / 2} of ${LOG} events`, count / 20, () =>
    readLog(store, 'resp_log', LOG / 2),
  );

  const turns = await addChain(store, 'turn', 1000);
  const perTurn: Record<number, number> = {};
  for (const length of [10, 100, 1000]) {
    const key = keyOf(`turn_${length - 1}`);
    const spent = await measure(`load a chain of ${length}`, count / 20, () => store.chain(key));
    perTurn[length] = quantile(spent, 0.5) / length;
  }
  return {
    operations,
    perTurn,
    eventMs: quantile(appends, 0.5) / group,
    createGrowth: quantile(turns.slice(-100), 0.5) / quantile(turns.slice(0, 100), 0.5),
  };
}

async function timesOf(
  times: number,
  work: (index: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const spent: number[] = [];
  for (let index = 0; index < times; index++) {
    const start = performance.now();
    await work(index);
    spent.push(performance.now() - start);
  }
  return spent;
}

function figuresOf(spent: readonly number[]): OperationFigures {
  const total = spent.reduce((sum, ms) => sum + ms, 0);
  return {
    perSecond: (1000 * spent.length) / total,
    p50: quantile(spent, 0.5),
    p99: quantile(spent, 0.99),
  };
}

/** Turns `NAME_0`, `NAME_1` … after each other. Gives the time in ms of each creation. */
export async function addChain(
  store: ResponseStore,
  name: string,
  length: number,
): Promise<readonly number[]> {
  const spent: number[] = [];
  for (let turn = 0; turn < length; turn++) {
    const [time] = await timesOf(1, () =>
      create(store, `${name}_${turn}`, turn === 0 ? null : `${name}_${turn - 1}`),
    );
    spent.push(time!);
    await finish(store, `${name}_${turn}`);
  }
  return spent;
}

async function create(store: ResponseStore, id: string, parent: string | null = null) {
  const response = resource(id);
  const events = [snapshot(response, 0)];
  await store.create({ tenant: TENANT, response, input: [user(TEXT, `${id}_in`)], parent, events });
}

async function finish(store: ResponseStore, id: string): Promise<void> {
  const output = [assistant(TEXT, `${id}_out`)];
  const response: ResponseResource = { ...resource(id), status: 'completed', output };
  await store.finish(keyOf(id), { response, events: [snapshot(response, LOG)] });
}

function readLog(store: ResponseStore, id: string, after: number): Promise<ResponseEvent[]> {
  return Array.fromAsync(store.events(keyOf(id), after, new AbortController().signal));
}

function keyOf(id: string) {
  return { tenant: TENANT, id };
}
