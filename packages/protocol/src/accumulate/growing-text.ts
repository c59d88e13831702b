import type { ResponseEvent } from '../event/event.ts';
import { EventOrderError } from './event-order-error.ts';

/** A text that comes in deltas and is then told once more as a whole. */
export class GrowingText {
  #text = '';
  #isDone = false;

  get text(): string {
    return this.#text;
  }

  append(delta: string, event: ResponseEvent): void {
    if (this.#isDone) throw new EventOrderError(event, 'its text was done before');
    this.#text += delta;
  }

  finish(text: string, event: ResponseEvent): void {
    if (this.#isDone) throw new EventOrderError(event, 'its text was done before');
    if (text !== this.#text) throw new EventOrderError(event, 'its text is not that of the deltas');
    this.#isDone = true;
  }

  requireDone(event: ResponseEvent): void {
    if (!this.#isDone) throw new EventOrderError(event, 'its text was not done before');
  }
}
