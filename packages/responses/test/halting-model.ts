import { once } from 'node:events';
import type { LogitsModel } from '@antiphon/backend';

/** The model as it is for so many steps; the next one takes until it is called off. */
export function haltAfter(steps: number, model: LogitsModel): LogitsModel {
  let left = steps;
  return {
    ...model,
    async step(items, signal) {
      if (left-- > 0) return model.step(items, signal);
      if (!signal.aborted) await once(signal, 'abort');
      throw signal.reason;
    },
  };
}
