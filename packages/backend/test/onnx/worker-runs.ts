import { parentPort, workerData } from 'node:worker_threads';
import { openEmbedded } from './embedded.ts';

/** Runs prompts until it is stopped, or exits by itself in the middle of one. */
const model = await openEmbedded({ threads: 2 });
const tokens = Array.from({ length: 900 }, (_, index) => index + 100);
parentPort!.postMessage('running');
if (workerData === 'exit') setTimeout(() => process.exit(0), 20);
for (;;) {
  const sequence = model.open();
  await model.step([{ sequence, tokens, logits: 'last' }], new AbortController().signal);
  sequence.close();
  parentPort!.postMessage('ran');
}
