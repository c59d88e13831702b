import type { Message } from '../../conversation.ts';

/** Gives each call of a conversation an id of nine digits, counted from its start, as Mistral's templates demand. */
export function shortIds(messages: readonly Message[]): (callId: string) => string {
  const numbers = new Map<string, number>();
  const numberOf = (callId: string) => {
    const number = numbers.get(callId) ?? numbers.size + 1;
    numbers.set(callId, number);
    return number;
  };
  for (const message of messages) {
    if (message.role === 'assistant') message.toolCalls?.forEach((call) => void numberOf(call.id));
    if (message.role === 'tool') numberOf(message.callId);
  }
  return (callId) => String(numberOf(callId)).padStart(9, '0');
}
