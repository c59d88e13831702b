import { Worker } from 'node:worker_threads';

const BYTES = 256 * 2 ** 20;
const PASSES = 8;

/**
 * How many bytes a second this many threads can read from memory together. Each looks for a byte that is not there in a buffer
 * larger than any cache: the C library's `memchr` does nothing but read.
 */
export async function readBandwidth(threads: number): Promise<number> {
  const barrier = new Int32Array(new SharedArrayBuffer(4));
  const spans = await Promise.all(Array.from({ length: threads }, () => span(barrier, threads)));
  const start = Math.min(...spans.map(([begin]) => begin));
  const end = Math.max(...spans.map(([, stop]) => stop));
  return (1000 * threads * PASSES * BYTES) / (end - start);
}

/** When a reader began and ended, in ms since the same moment for all. */
function span(barrier: Int32Array, threads: number): Promise<readonly [number, number]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly [number, number]>();
  const worker = new Worker(reader, {
    eval: true,
    workerData: { barrier, threads, bytes: BYTES, passes: PASSES },
  });
  worker.once('message', resolve);
  worker.once('error', reject);
  return promise;
}

const reader = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { barrier, threads, bytes, passes } = workerData;
  const buffer = Buffer.alloc(bytes, 1);
  Atomics.add(barrier, 0, 1);
  while (Atomics.load(barrier, 0) < threads);
  const now = () => performance.timeOrigin + performance.now();
  const start = now();
  for (let pass = 0; pass < passes; pass++) buffer.indexOf(2);
  parentPort.postMessage([start, now()]);
`;
