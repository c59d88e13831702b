import { modelFolder } from '@antiphon/embedded-model';
import { openLocalModel } from '@antiphon/engine';
import { ask, conversationOf } from './ask.ts';
import type { Checks } from './checks.ts';

const AT_ONCE = 16;
const MEGABYTE = 2 ** 20;
/** Before them come so many times as many: then caches are full, and V8's heaps have the size that they keep. */
const WARM_TIMES = 1.5;
/** Of the memory, over the requests that count. */
const MEASURES = 20;

/** Many short requests, all different, 16 at a time: resident memory in their second half is what it was in the first. */
export async function checkMemory(requests: number, checks: Checks): Promise<void> {
  const warm = WARM_TIMES * requests;
  const every = requests / MEASURES;
  // A small prefix cache is full early; what grows later is a leak.
  const model = await openLocalModel(modelFolder, { prefixCache: { maxTokens: 20_000 } });
  const start = performance.now();
  let next = 0;
  const resident: number[] = [];
  async function client(): Promise<void> {
    while (next < warm + requests) {
      const number = next++;
      const conversation = conversationOf(`Request ${number}: what is the capital of France?`);
      await ask(model, { conversation, maxTokens: 8 });
      if (number % every === 0) resident.push(process.memoryUsage.rss());
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  resident.push(process.memoryUsage.rss());
  await model.close();
  const seconds = (performance.now() - start) / 1000;
  const megabytes = resident.map((bytes) => Math.round(bytes / MEGABYTE));
  console.log(
    `  ${((warm + requests) / seconds).toFixed(0)} requests/s; MB resident: ${megabytes.join(' ')}`,
  );
  const settled = megabytes.slice(-MEASURES);
  const half = Math.floor(settled.length / 2);
  const growth = Math.max(...settled.slice(half)) / Math.max(...settled.slice(0, half));
  const name = `resident memory over ${requests} requests`;
  checks.add(name, { value: growth, unit: 'of its earlier most' }, '<=', 1.05);
}
