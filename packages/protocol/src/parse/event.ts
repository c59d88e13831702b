import { type Check, createCheck } from '../check.ts';
import { InvalidRequestError } from '../error.ts';
import { ResponseEvent } from '../event/event.ts';
import { HostedCallEvent, isHostedCallEvent } from '../event/hosted-call.ts';
import { isRecord } from '../record.ts';
import { WebSocketError } from '../websocket.ts';

/** The server sent something that is no event. `param` is the path of what is wrong with it. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';
  readonly param: string;

  constructor(param: string, message: string) {
    super(message);
    this.param = param;
  }
}

/** An event as the server must have written it, after JSON.parse. Throws `InvalidEventError`. */
export function parseEvent(value: unknown): ResponseEvent {
  const type = isRecord(value) && typeof value.type === 'string' ? value.type : undefined;
  if (type === undefined) throw new InvalidEventError('type', 'an event is an object with a type');
  const check = isHostedCallEvent({ type }) ? checkHosted : checksByType.get(type);
  if (!check) throw new InvalidEventError('type', `there is no event ${JSON.stringify(type)}`);
  return checked(check, value);
}

/** A frame of the WebSocket, after JSON.parse: an event, or the error that a turn ended with. Throws `InvalidEventError`. */
export function parseWebSocketFrame(value: unknown): ResponseEvent | WebSocketError {
  const isError = isRecord(value) && value.type === 'error' && 'status' in value;
  return isError ? checked(checkError, value) : parseEvent(value);
}

function checked<Value>(check: (value: unknown, path: string) => Value, value: unknown): Value {
  try {
    return check(value, '');
  } catch (fault) {
    if (fault instanceof InvalidRequestError)
      throw new InvalidEventError(fault.param, fault.message);
    throw fault;
  }
}

const checkHosted = createCheck(HostedCallEvent);
const checkError = createCheck(WebSocketError);

type EventCheck = Check<(typeof ResponseEvent)['anyOf'][number]>;

/** By the type of an event, the check of its own schema: a failure names what is wrong, not every event that it is not. */
const checksByType: ReadonlyMap<string, EventCheck> = new Map(
  ResponseEvent.anyOf.flatMap((schema) => {
    const check: EventCheck = createCheck(schema);
    return typesOf(schema).map((type) => [type, check] as const);
  }),
);

function typesOf(schema: (typeof ResponseEvent)['anyOf'][number]): readonly string[] {
  if (!('properties' in schema)) return [];
  const { type } = schema.properties;
  return 'enum' in type ? type.enum : [type.const];
}
