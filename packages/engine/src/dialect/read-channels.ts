import { readArguments } from './calls/json-call.ts';
import type { AnswerScope } from './dialect.ts';
import type { Input, Parse } from './input.ts';
import { flushText } from './read-answer.ts';

const CHANNEL = '<|channel|>';
const MESSAGE = '<|message|>';
const START = '<|start|>';
const ENDS = ['<|end|>', '<|call|>', '<|return|>', START, CHANNEL];
/** No header is longer; what is, has lost its mark. */
const LONGEST_HEADER = 256;

interface Header {
  readonly channel: string;
  /** The function that the message is for. */
  readonly recipient: string | undefined;
}

/** Reads an answer of messages in channels, as gpt-oss writes it (openai/harmony, docs/format.md). */
export function* readChannels(scope: AnswerScope): Parse<void> {
  const { input } = scope;
  let end = (yield* hasHeader(input)) ? START : yield* readText(scope);
  while (end !== undefined) {
    const lead = end === CHANNEL ? input.mark(CHANNEL) : '';
    input.settle();
    if ((yield* input.peek()) === '') return;
    end = yield* readMessage(scope, yield* readHeader(input, lead));
  }
}

/** Whether the answer begins as it should: the prompt ends within the header of a message. */
function* hasHeader(input: Input): Parse<boolean> {
  for (const mark of [CHANNEL, START, MESSAGE, ' to=']) if (yield* input.comes(mark)) return true;
  return false;
}

/** What a message is, by the words in front of it; `undefined` when they do not end: then they are text. */
function* readHeader(input: Input, lead: string): Parse<Header | undefined> {
  let header = lead;
  while (!(yield* input.take(MESSAGE))) {
    const next = yield* input.peek();
    if (next === '') input.settle();
    if (next === '' || next === '\n' || header.length > LONGEST_HEADER) return undefined;
    header += next;
    input.skip(1);
  }
  input.settle();
  const words = header.replaceAll(input.mark(CHANNEL), ` ${CHANNEL}`).split(/[^\w.=<|>:/-]+/);
  const channel = words.find((word) => word.startsWith(CHANNEL))?.slice(CHANNEL.length) ?? '';
  const recipient = words.find((word) => word.startsWith('to='))?.slice('to='.length);
  return { channel, recipient };
}

function readMessage(scope: AnswerScope, header: Header | undefined): Parse<string | undefined> {
  if (scope.hasTools && header?.recipient) return readCall(scope, header.recipient);
  const isThought = header?.channel === 'analysis' || header?.recipient !== undefined;
  return isThought ? readThoughts(scope) : readText(scope);
}

function* readCall(scope: AnswerScope, recipient: string): Parse<string | undefined> {
  const { input, calls } = scope;
  const name = recipient.replace(/^functions\./, '');
  yield* input.skipSpace();
  if ((yield* input.peek()) === '{') {
    yield* readArguments(scope, name);
    yield* input.skipSpace();
    input.settle();
    return yield* readText(scope);
  }
  calls.start(name);
  const end = yield* input.copyUpTo(ENDS, (text) => calls.arguments(text));
  calls.end(true);
  return end;
}

function* readThoughts({ input, sink }: AnswerScope): Parse<string | undefined> {
  sink.enterReasoning(input.settled);
  const write = (text: string, position: number) => sink.text('reasoning', text, position);
  const end = yield* input.copyUpTo(ENDS, write);
  sink.leaveReasoning(input.position);
  return end;
}

function* readText(scope: AnswerScope): Parse<string | undefined> {
  flushText(scope);
  const write = (text: string, position: number) => scope.sink.text('text', text, position);
  return yield* scope.input.copyUpTo(ENDS, write);
}
