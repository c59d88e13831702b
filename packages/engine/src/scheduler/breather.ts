import { setImmediate } from 'node:timers/promises';

/** A loop that runs without a pause from the events of its thread lets others come in after so long. */
const LONGEST_HOLD_MS = 8;

/** Lets a loop whose steps may all end at once pause for the other events of its thread. */
export class Breather {
  #heldSince = performance.now();

  /** Is called at the start of the loop, where others have just had their turn. */
  start(): void {
    this.#heldSince = performance.now();
  }

  /** Is called in each round; most often there is no need to pause. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#heldSince < LONGEST_HOLD_MS) return;
    await setImmediate();
    this.start();
  }
}
