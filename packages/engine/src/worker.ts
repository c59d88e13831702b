import { parentPort, workerData } from 'node:worker_threads';
import { type LoadModelOptions, loadImageReader, loadModel, locateModel } from '@antiphon/backend';
import { createLocalModel } from './local-model.ts';
import { writeFault } from './worker/faults.ts';
import type { WorkerReport, WorkerStart } from './worker/messages.ts';
import { ModelHost } from './worker/model-host.ts';
import { Outbox } from './worker/outbox.ts';

/** The thread in which a model lives: it loads what it was started with, and answers until it is told to close. */
const port = parentPort!;
const { source, load, engine }: WorkerStart = workerData;
const post = (reports: readonly WorkerReport[]) => port.postMessage(reports);

try {
  const options: LoadModelOptions = {
    ...load,
    log: (line) => post([{ kind: 'log', line }]),
    onProgress: (progress) => post([{ kind: 'progress', progress }]),
  };
  // Once, as it may ask the hub.
  const { folder, id } = await locateModel(source, options);
  const located = { ...options, id };
  const logitsModel = await loadModel(folder, located);
  const model = createLocalModel(logitsModel, engine, await loadImageReader(folder, located));
  const host = new ModelHost(model, new Outbox(post));
  port.on('message', (command) => host.obey(command, () => port.close()));
  const { capabilities, describeImage } = model;
  const readsImages = describeImage !== undefined;
  post([{ kind: 'ready', info: logitsModel.info, capabilities, readsImages }]);
} catch (fault) {
  post([{ kind: 'unloadable', fault: writeFault(fault) }]);
}
