import type { LanguageModel, PreparedGeneration } from '@antiphon/backend';
import { writeFault } from './faults.ts';
import type { WorkerCommand } from './messages.ts';
import type { Outbox } from './outbox.ts';

/** Does in the worker what the other thread asks of its model. */
export class ModelHost {
  readonly #model: LanguageModel;
  readonly #outbox: Outbox;
  readonly #requests = new Map<number, HostedRequest>();

  constructor(model: LanguageModel, outbox: Outbox) {
    this.#model = model;
    this.#outbox = outbox;
  }

  /** `closed` is called when the model is closed and the last report is posted. */
  obey(command: WorkerCommand, closed: () => void): void {
    switch (command.kind) {
      case 'count':
        this.#answer(command.id, this.#model.countTokens(command.conversation));
        break;
      case 'prepare':
        this.#prepare(command);
        break;
      case 'describe-image':
        void this.#describeImage(command);
        break;
      case 'run':
        void this.#run(command.id);
        break;
      case 'abort':
        this.#abort(command.id);
        break;
      case 'close':
        void this.#close().finally(closed);
        break;
    }
  }

  #prepare({ id, request }: Extract<WorkerCommand, { kind: 'prepare' }>): void {
    const abort = new AbortController();
    const prepared = this.#model.prepare(request, abort.signal);
    this.#requests.set(id, { abort, prepared });
    this.#answer(
      id,
      prepared.then(({ promptTokens }) => promptTokens),
    );
  }

  #answer(id: number, tokens: Promise<number>): void {
    tokens.then(
      (count) => this.#outbox.add({ kind: 'tokens', id, tokens: count }),
      (fault: unknown) => this.#fail(id, fault),
    );
  }

  async #describeImage({
    id,
    image,
  }: Extract<WorkerCommand, { kind: 'describe-image' }>): Promise<void> {
    const abort = new AbortController();
    this.#requests.set(id, { abort });
    try {
      const words = await this.#model.describeImage?.(image, abort.signal);
      this.#outbox.add({ kind: 'described', id, words });
      this.#requests.delete(id);
    } catch (fault) {
      this.#fail(id, fault);
    }
  }

  async #run(id: number): Promise<void> {
    const request = this.#requests.get(id);
    if (!request?.prepared) return;
    try {
      const generation = await request.prepared;
      for await (const delta of generation.run()) this.#outbox.addDelta(id, delta);
      this.#outbox.add({ kind: 'end', id });
      this.#requests.delete(id);
    } catch (fault) {
      this.#fail(id, fault);
    }
  }

  #abort(id: number): void {
    this.#requests.get(id)?.abort.abort(new Error('the caller has called it off'));
    this.#requests.delete(id);
  }

  #fail(id: number, fault: unknown): void {
    this.#requests.delete(id);
    this.#outbox.add({ kind: 'fault', id, fault: writeFault(fault) });
  }

  async #close(): Promise<void> {
    for (const id of [...this.#requests.keys()]) this.#abort(id);
    await this.#model.close();
    this.#outbox.flush();
  }
}

interface HostedRequest {
  readonly abort: AbortController;
  /** Of one that generates. */
  readonly prepared?: Promise<PreparedGeneration>;
}
