import { ResponseAccumulator, type ResponseEvent } from '@antiphon/protocol';
import { expect } from 'vitest';
import {
  type ContractName,
  contractFaults,
  eventFaults,
} from '../../../../packages/protocol/test/open-responses-contract.ts';

/** Fails when a body is not as the contract of Open Responses has it. */
export function expectContract(name: ContractName, body: unknown): void {
  expect(contractFaults(name, body)).toEqual([]);
}

/** The events of a reply's stream. Fails when a frame or an event is not as it must be, or the order is illegal. */
export async function readEvents(reply: Response): Promise<ResponseEvent[]> {
  expect(reply.headers.get('content-type')).toContain('text/event-stream');
  const frames = (await reply.text()).split('\n\n');
  expect(frames.splice(-2)).toEqual(['data: [DONE]', '']);
  const events = frames
    .filter((frame) => !frame.startsWith(':'))
    .map((frame): ResponseEvent => {
      const [, type, data] = /^event: (\S+)\ndata: (.+)$/.exec(frame) ?? [];
      const event = JSON.parse(data ?? 'null');
      expect(event?.type, frame).toBe(type);
      return event;
    });
  for (const event of events) expect(eventFaults(event), JSON.stringify(event)).toEqual([]);
  return events;
}

/** The response that events tell, which may begin in mid-stream where `from` is above 0. */
export function accumulated(events: readonly ResponseEvent[]) {
  const accumulator = new ResponseAccumulator();
  for (const event of events) accumulator.add(event);
  return accumulator;
}
