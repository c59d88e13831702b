import type { ContextDocument, Conversation, Message } from '../../conversation.ts';
import { alternate } from './alternate-messages.ts';
import { resultAsText, splitCalls, splitText } from './call-messages.ts';
import { foldLaterSystem, mergeLeadingSystem, systemAsUser } from './system-messages.ts';
import type { TemplateAbilities } from './template-abilities.ts';

/** Says the same in a form that a template of these abilities writes out whole. */
export function adaptConversation(
  conversation: Conversation,
  abilities: TemplateAbilities,
): Conversation {
  const { documents = [], ...rest } = conversation;
  const isTold = documents.length > 0 && !abilities.documents;
  const told = isTold ? withDocuments(rest.messages, documents) : rest.messages;
  const messages = adaptSystem(adaptCalls(told, abilities), abilities);
  return {
    ...rest,
    messages: abilities.repeats ? messages : alternate(messages, abilities.needs.textCalls),
    ...(!isTold && { documents }),
  };
}

/** What cannot be written as a system message is merged, folded into its neighbours, or said by the user. */
function adaptSystem(
  messages: readonly Message[],
  abilities: TemplateAbilities,
): readonly Message[] {
  const later = abilities.laterSystem ? messages : foldLaterSystem(messages);
  const leading = abilities.severalSystem ? later : mergeLeadingSystem(later);
  return abilities.system ? leading : systemAsUser(leading);
}

function adaptCalls(
  messages: readonly Message[],
  abilities: TemplateAbilities,
): readonly Message[] {
  const single = abilities.parallelCalls ? messages : splitCalls(messages);
  const bare = abilities.textWithCalls ? single : single.flatMap(splitText);
  return abilities.results ? bare : bare.map(resultAsText);
}

/** Puts the documents into a system message after the others at the start. */
function withDocuments(
  messages: readonly Message[],
  documents: readonly ContextDocument[],
): readonly Message[] {
  const texts = documents.map(({ title, text }, index) =>
    title === undefined ? `[${index + 1}]\n${text}` : `[${index + 1}] ${title}\n${text}`,
  );
  const content = `Documents:\n\n${texts.join('\n\n')}`;
  const first = messages.findIndex((message) => message.role !== 'system');
  const start = first < 0 ? messages.length : first;
  return messages.toSpliced(start, 0, { role: 'system', content });
}
