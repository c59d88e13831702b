import { expect, test } from 'vitest';
import { ChunkPace } from '../../src/scheduler/chunk-pace.ts';
import { createRandom } from './requests.ts';

interface Machine {
  readonly decodeMs: (streams: number) => number;
  readonly chunkMs: (tokens: number) => number;
}

/** Reads a long prompt beside streams, and gives back how long each step was in steps without it. */
function readBeside(pace: ChunkPace, machine: Machine, streams: readonly number[]): number[] {
  return streams.map((count) => {
    const tokens = pace.chunk(count);
    const decodeMs = machine.decodeMs(count);
    const milliseconds = decodeMs + (tokens > 0 ? machine.chunkMs(tokens) : 0);
    pace.record({ milliseconds, streams: count, promptTokens: tokens });
    return milliseconds / decodeMs;
  });
}

const machines: Record<string, Machine> = {
  'a small model': { decodeMs: () => 0.3, chunkMs: (tokens) => 0.1 + tokens * 0.05 },
  'a middling model': {
    decodeMs: (streams) => 7 + streams,
    chunkMs: (tokens) => 4 + tokens * 0.45,
  },
  'a large model': { decodeMs: (streams) => 50 + streams, chunkMs: (tokens) => 40 + tokens * 4 },
};

test.each(Object.keys(machines))('with %s no step is longer than three without a chunk', (name) => {
  const machine = machines[name]!;
  const pace = new ChunkPace(256);
  pace.record({ milliseconds: machine.chunkMs(256), streams: 0, promptTokens: 256 });
  const steps = readBeside(pace, machine, new Array(200).fill(4));
  expect(Math.max(...steps)).toBeLessThan(3);
  expect(steps.reduce((sum, step) => sum + step) / steps.length).toBeGreaterThan(1.5);
});

test('chunks shrink with the batch', () => {
  const machine = machines['a middling model']!;
  const pace = new ChunkPace(256);
  readBeside(pace, machine, new Array(100).fill(32));
  const steps = readBeside(pace, machine, new Array(100).fill(1));
  expect(Math.max(...steps)).toBeLessThan(3);
});

test('a single slow step does not make the chunks large', () => {
  const machine = machines['a middling model']!;
  const pace = new ChunkPace(256);
  readBeside(pace, machine, new Array(50).fill(1));
  const before = Math.max(pace.chunk(1), 2);
  pace.record({ milliseconds: 500, streams: 1, promptTokens: 0 });
  expect(pace.chunk(1)).toBeLessThanOrEqual(before * 1.5);
});

test('chunks are not cut where that saves next to nothing', () => {
  const machine = { decodeMs: () => 5, chunkMs: (tokens: number) => 12 + tokens * 0.1 };
  const pace = new ChunkPace(256);
  pace.record({ milliseconds: machine.chunkMs(256), streams: 0, promptTokens: 256 });
  readBeside(pace, machine, new Array(300).fill(1));
  expect(pace.chunk(1)).toBeGreaterThan(10);
});

test('where nothing is being drawn a step takes as much as allowed', () => {
  expect(new ChunkPace(256).chunk(0)).toBe(256);
});

test('prompts always get on, however slow they are', () => {
  const random = createRandom(1);
  const pace = new ChunkPace(64);
  const machine = { decodeMs: () => 0.1, chunkMs: (tokens: number) => tokens * (1 + random(9)) };
  let read = 0;
  for (let step = 0; step < 100; step++) {
    const tokens = pace.chunk(1);
    read += tokens;
    const milliseconds = machine.decodeMs() + machine.chunkMs(tokens);
    pace.record({ milliseconds, streams: 1, promptTokens: tokens });
  }
  expect(read).toBeGreaterThan(150);
});
