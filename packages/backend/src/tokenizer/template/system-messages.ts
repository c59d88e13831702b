import type { Message } from '../../conversation.ts';

/** One system message of all those at the start. */
export function mergeLeadingSystem(messages: readonly Message[]): readonly Message[] {
  const [leading, others] = splitLeading(messages);
  if (leading.length < 2) return messages;
  return [{ role: 'system', content: joined(leading) }, ...others];
}

/** Puts system messages that come after others into the user message that follows, or at the end. */
export function foldLaterSystem(messages: readonly Message[]): readonly Message[] {
  const [leading, others] = splitLeading(messages);
  if (!others.some((message) => message.role === 'system')) return messages;
  return [...leading, ...asUser(others)];
}

/** Lets the user say what the system messages say. */
export function systemAsUser(messages: readonly Message[]): readonly Message[] {
  return asUser(messages);
}

function asUser(messages: readonly Message[]): Message[] {
  const folded: Message[] = [];
  let waiting: Message[] = [];
  for (const message of messages) {
    if (message.role === 'system') {
      waiting.push(message);
    } else if (message.role === 'user' && waiting.length > 0) {
      folded.push({ role: 'user', content: joined([...waiting, message]) });
      waiting = [];
    } else {
      folded.push(message);
    }
  }
  return waiting.length > 0 ? [...folded, { role: 'user', content: joined(waiting) }] : folded;
}

function splitLeading(messages: readonly Message[]): [readonly Message[], readonly Message[]] {
  const first = messages.findIndex((message) => message.role !== 'system');
  return first < 0 ? [messages, []] : [messages.slice(0, first), messages.slice(first)];
}

function joined(messages: readonly Message[]): string {
  return messages.map((message) => message.content).join('\n\n');
}
