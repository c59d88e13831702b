import type { CallFormat, CallScope } from '../dialect.ts';
import type { Parse } from '../input.ts';
import { readJsonCalls } from './json-call.ts';

export interface JsonCallsOptions extends Pick<CallFormat, 'name' | 'triggers' | 'shape'> {
  /** Behind the calls; '' for nothing. */
  readonly end: string;
}

/** A format whose calls are JSON objects, one or several or a list, between two marks. */
export function jsonCalls({ name, triggers, shape, end }: JsonCallsOptions): CallFormat {
  function* read(scope: CallScope): Parse<void> {
    if ((yield* readJsonCalls(scope)) !== 'none') yield* closeCalls(scope, end);
  }
  return { name, triggers, shape, read };
}

/** Reads the mark behind calls. Models get the number of closing braces wrong, so those in front of it are let pass. */
export function* closeCalls({ input }: CallScope, end: string): Parse<void> {
  if (end === '') return;
  yield* input.skipAll(' \t\r\n}]');
  if ((yield* input.take(end)) || (yield* input.peek()) === '') input.settle();
}
