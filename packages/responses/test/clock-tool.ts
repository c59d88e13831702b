import type { HostedTool } from '../src/index.ts';

export interface ClockToolOptions {
  /** Called at each call, which is over when it resolves. What it throws is the tool's fault. */
  readonly wait?: (signal: AbortSignal) => Promise<void>;
}

/** A tool that the server runs: it tells what time it is. */
export function createClockTool({ wait }: ClockToolOptions = {}): HostedTool {
  return {
    type: 'test:clock',
    itemType: 'test:clock_call',
    offer: () => ({
      name: 'clock',
      description: 'Tells the time of a city.',
      parameters: { type: 'object', properties: { input: { type: 'string' } } },
    }),
    async *call({ itemId, arguments: text }, signal) {
      yield { kind: 'event', type: 'test:clock_call.running', fields: { item: itemId } };
      await wait?.(signal);
      const fields = { arguments: text, time: '12:00' };
      yield { kind: 'result', status: 'completed', fields };
    },
    recall: ({ arguments: text, time, error }) => ({
      name: 'clock',
      arguments: typeof text === 'string' ? text : '{}',
      output: String(time ?? error),
    }),
  };
}
