import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { advance, openTiny } from './tiny-model.ts';

function start(how: 'run' | 'exit'): Worker {
  return new Worker(new URL('./worker-runs.ts', import.meta.url), {
    workerData: how,
    execArgv: ['--conditions=@antiphon/source'],
  });
}

test('a thread that is ended in the middle of a run takes nothing else with it', async () => {
  for (let round = 0; round < 3; round++) {
    const worker = start('run');
    for await (const [message] of onMessages(worker)) if (message === 'ran') break;
    await worker.terminate();
  }
  const model = await openTiny();
  expect(await advance(model, model.open(), [1, 2, 3])).toHaveLength(512);
});

test('a thread that exits in the middle of a run ends as it says', async () => {
  const [code] = await once(start('exit'), 'exit');
  expect(code).toBe(0);
});

async function* onMessages(worker: Worker): AsyncGenerator<unknown[]> {
  for (;;) yield await once(worker, 'message');
}
