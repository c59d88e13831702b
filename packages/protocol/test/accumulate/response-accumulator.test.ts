import { expect, test } from 'vitest';
import {
  accumulate,
  EventOrderError,
  ResponseAccumulator,
  type ResponseEvent,
  type ResponseResource,
  UnfinishedStreamError,
} from '../../src/index.ts';
import { numbered, randomStream, seededRandom } from '../random-stream.ts';

function add(events: readonly ResponseEvent[]): ResponseAccumulator {
  const accumulator = new ResponseAccumulator();
  for (const event of events) accumulator.add(event);
  return accumulator;
}

const streams = Array.from({ length: 500 }, (_, seed) => randomStream(seededRandom(seed)));

test('the response is what its events tell, whatever comes in it and however it is mixed', () => {
  for (const { events, response } of streams) {
    const accumulator = add(events);
    expect(accumulator.response).toEqual(response);
    expect(accumulator.isEnded).toBe(true);
  }
});

test('before the terminal event the same output stands there already', () => {
  for (const { events, response } of streams) {
    const accumulator = add(events.slice(0, -1));
    expect(accumulator.response?.output).toEqual(response.output);
    expect(accumulator.isEnded).toBe(false);
  }
});

test('without one of its events a stream is refused', () => {
  for (const { events, response } of streams) {
    for (const [index, { type }] of events.entries()) {
      if (isDispensable(type, response) || index === events.length - 1) continue;
      const rest = numbered(events.toSpliced(index, 1));
      expect(() => add(rest)).toThrow(EventOrderError);
    }
  }
});

test('with one of its events twice a stream is refused', () => {
  for (const { events } of streams) {
    for (const [index, event] of events.entries()) {
      if (event.type === 'error') continue;
      const twice = numbered(events.toSpliced(index, 0, event));
      expect(() => add(twice)).toThrow(EventOrderError);
    }
  }
});

test('with two neighbours of one item in the wrong order a stream is refused', () => {
  for (const { events } of streams) {
    for (let index = 1; index < events.length; index++) {
      const [left, right] = [events[index - 1]!, events[index]!];
      if (itemOf(left) !== itemOf(right) || isFree(left) || isFree(right)) continue;
      const swapped = numbered(events.toSpliced(index - 1, 2, right, left));
      expect(() => add(swapped)).toThrow(EventOrderError);
    }
  }
});

test('a number that is not the next one is refused', () => {
  const { events } = streams.find((stream) => stream.events.length > 5)!;
  expect(() => add(events.toSpliced(2, 1))).toThrow('event 3, ');
  expect(() => add(events.slice(1))).toThrow('the next number is 0');
});

test('a stream that ends before its response tells how far it came', async () => {
  const { events, response } = streams.find((stream) => stream.response.output.length > 0)!;
  await expect(accumulate(events)).resolves.toEqual(response);
  const cut = accumulate(events.slice(0, -1));
  await expect(cut).rejects.toThrow(UnfinishedStreamError);
  await expect(cut).rejects.toMatchObject({ response: { output: response.output } });
  await expect(accumulate([])).rejects.toThrow(UnfinishedStreamError);
});

test('a fault in mid-stream is told, and only the failure of the response follows it', () => {
  const { events } = streams.find((stream) => stream.events.some(({ type }) => type === 'error'))!;
  expect(add(events).error).toMatchObject({ code: 'server_error' });
  const fault = events.findIndex(({ type }) => type === 'error');
  const more = numbered(events.toSpliced(fault, 0, events[fault]!));
  expect(() => add(more)).toThrow('after an error comes nothing but response.failed');
});

/** Streams of several items, whose server dies before the last event. */
const dying = streams.filter(({ response }) => response.output.length > 1);

function failedWith(output: ResponseResource['output'], { events, response }: (typeof dying)[0]) {
  const told = events.slice(0, -1).filter(({ type }) => type !== 'error');
  const failed: ResponseResource = {
    ...response,
    status: 'failed',
    incomplete_details: null,
    error: {
      type: 'server_error',
      code: 'server_error',
      message: 'its server has stopped',
      param: '',
    },
    output,
  };
  return numbered([...told, { type: 'response.failed', response: failed }]);
}

test('what a server lost of a response when it died is missing in the end, and the end counts', () => {
  for (const stream of dying) {
    const [first, ...others] = stream.response.output;
    const [second] = others;
    for (const output of [[], [first!], [second!], [first!, cut(second!)]]) {
      const accumulator = add(failedWith(output, stream));
      expect(accumulator.response).toMatchObject({ status: 'failed', output });
    }
  }
});

test('a response that failed holds nothing that its events have not told', () => {
  for (const stream of dying) {
    const [first, second] = stream.response.output;
    const outputs = [
      [{ ...first!, id: 'other' }],
      [second!, first!],
      [first!, first!],
      [...stream.response.output, { ...first!, id: 'other' }],
    ];
    for (const output of outputs)
      expect(() => add(failedWith(output, stream))).toThrow(EventOrderError);
  }
});

test('an item that is done is not told otherwise when the response fails', () => {
  const isMessage = ({ response: { output } }: (typeof dying)[0]) =>
    output[0]?.type === 'message' && output[0].status === 'completed';
  const stream = dying.find(isMessage)!;
  const other = { ...stream.response.output[0]!, content: [] } as ResponseResource['output'][0];
  expect(() => add(failedWith([other], stream))).toThrow('item 0 is not what its events told');
});

/** An item as far as it was stored. */
function cut(item: ResponseResource['output'][0]): ResponseResource['output'][0] {
  return item.type === 'message' ? { ...item, status: 'incomplete', content: [] } : item;
}

/**
 * Events that a legal stream may have or lack: a response that brings nothing may end before it is in progress, one that
 * fails may break off in an item.
 */
function isDispensable(type: string, { status, output }: ResponseResource): boolean {
  if (type === 'response.in_progress') return status !== 'completed' && output.length === 0;
  if (type === 'response.output_item.done') return status === 'failed';
  return type === 'error' || type === 'response.queued';
}

/** A citation may come before or after any piece of its text. */
function isFree({ type }: ResponseEvent): boolean {
  return type === 'response.output_text.annotation.added';
}

function itemOf(event: ResponseEvent): unknown {
  return 'output_index' in event ? event.output_index : 'response';
}
