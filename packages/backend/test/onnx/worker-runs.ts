import { parentPort, workerData } from 'node:worker_threads';
import { openEmbedded } from './embedded.ts';

/** Reads prompts and draws beside it until it is stopped, or exits by itself in the middle of one. */
const model = await openEmbedded({ threads: 2 });
const tokens = Array.from({ length: 900 }, (_, index) => index + 100);
parentPort!.postMessage('running');
if (workerData === 'exit') setTimeout(() => process.exit(0), 20);
const { signal } = new AbortController();
for (;;) {
  const sequences = [model.open(), model.open()] as const;
  await Promise.all([
    model.step([{ sequence: sequences[0], tokens, logits: 'last' }], signal),
    model.step([{ sequence: sequences[1], tokens: [100], logits: 'last' }], signal),
  ]);
  for (const sequence of sequences) sequence.close();
  parentPort!.postMessage('ran');
}
