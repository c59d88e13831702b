import type { AssistantMessage, Conversation, Message, ToolCall } from '../../conversation.ts';
import type { TemplateAbilities, TemplateNeeds } from './template-abilities.ts';

/** Renders a conversation, or throws what the template or the interpreter throws. */
export type Probe = (conversation: Conversation, needs: TemplateNeeds) => string;

const plainNeeds: TemplateNeeds = {
  typedContent: false,
  textCalls: false,
  textArguments: false,
  shortIds: false,
  emptyContent: false,
  emptyTools: false,
  descriptions: false,
};

const system: Message = { role: 'system', content: 'zqsystem' };
const user: Message = { role: 'user', content: 'zquser' };
const answer: AssistantMessage = { role: 'assistant', content: 'zqanswer' };
const end: Message = { role: 'user', content: 'zqend' };
const firstCall = toolCall('one');
const secondCall = toolCall('two');
const called: AssistantMessage = { role: 'assistant', content: '', toolCalls: [firstCall] };
const tool = { name: 'zqtool', description: 'zqdescription', parameters: schema('zqproperty') };
const bareTool = { name: 'zqtool', parameters: { type: 'object', properties: { zqkey: {} } } };

/**
 * Finds out by trial what a template makes of each part of a conversation, and in which form it wants it. `hasTools`: the
 * conversations to come define tools, without which some templates write no calls.
 */
export function probeTemplate(render: Probe, hasTools: boolean): TemplateAbilities {
  const attempt = (conversation: Conversation, needs: TemplateNeeds) => {
    try {
      return render(hasTools ? { tools: [tool], ...conversation } : conversation, needs);
    } catch {
      return '';
    }
  };
  const basic = findBasicNeeds(attempt, hasTools);
  const withCall = withCalls(called, firstCall);
  const needs = findCallNeeds((needs) => attempt(withCall, needs), basic);
  const shows = (conversation: Conversation, ...needles: string[]) => {
    const text = attempt(conversation, needs);
    return needles.every((needle) => text.includes(needle));
  };
  const showsAll = (...messages: Message[]) =>
    shows({ messages }, ...messages.map((message) => message.content));
  const talking = { ...called, content: 'zqtext', reasoning: 'zqthought' };
  const twice = { ...called, toolCalls: [firstCall, secondCall] };

  return {
    system: showsAll(system, user),
    severalSystem: showsAll(system, { ...system, content: 'zqsecond' }, user),
    laterSystem: showsAll(system, user, answer, { ...system, content: 'zqsecond' }, end),
    repeats: showsAll(user, end) && showsAll(user, answer, { ...answer, content: 'zqmore' }, end),
    tools: shows({ messages: [user], tools: [tool] }, 'zqtool'),
    textWithCalls: shows(withCalls(talking, firstCall), 'zqtext', 'zqvalueone'),
    parallelCalls: shows(withCalls(twice, firstCall, secondCall), 'zqvalueone', 'zqvaluetwo'),
    results: shows(withCall, 'zqresultone'),
    documents: shows({ messages: [user], documents: [{ text: 'zqdocument' }] }, 'zqdocument'),
    needs,
  };
}

function findBasicNeeds(
  attempt: (conversation: Conversation, needs: TemplateNeeds) => string,
  hasTools: boolean,
): TemplateNeeds {
  const showsUser = (needs: TemplateNeeds) =>
    attempt({ messages: [user] }, needs).includes('zquser');
  const emptyTools = !hasTools && !showsUser(plainNeeds);
  const withTools = { ...plainNeeds, emptyTools };
  const typed = { ...withTools, typedContent: true };
  const basic = !showsUser(withTools) && showsUser(typed) ? typed : withTools;
  const descriptions = !attempt({ messages: [user], tools: [bareTool] }, basic);
  return { ...basic, descriptions };
}

/** The plainest form in which the template writes a call and its arguments, or else as text. */
function findCallNeeds(
  attempt: (needs: TemplateNeeds) => string,
  basic: TemplateNeeds,
): TemplateNeeds {
  const emptyText = attempt({ ...basic, emptyContent: true, shortIds: true });
  for (const shortIds of [false, true]) {
    for (const textArguments of [false, true]) {
      for (const emptyContent of [false, true]) {
        const needs = { ...basic, shortIds, textArguments, emptyContent };
        const text = attempt(needs);
        if (showsCall(text) && (emptyContent || nulls(text) <= nulls(emptyText))) return needs;
      }
    }
  }
  return { ...basic, textCalls: true };
}

function showsCall(text: string): boolean {
  const isWhole = ['zqnameone', 'zqkeyone', 'zqvalueone'].every((needle) => text.includes(needle));
  // JSON within JSON: the template has quoted arguments that were text already.
  return isWhole && !text.includes('\\"zqkeyone');
}

/** How often the text has Python's or JSON's word for nothing. */
function nulls(text: string): number {
  return text.match(/\b(?:None|null)\b/g)?.length ?? 0;
}

/** A conversation in which the calls of `message` are made, answered and talked about. */
function withCalls(message: AssistantMessage, ...calls: readonly ToolCall[]): Conversation {
  const results = calls.map(({ id, name }): Message => {
    return { role: 'tool', callId: id, name, content: name.replace('zqname', 'zqresult') };
  });
  return { messages: [user, message, ...results, answer, end] };
}

function toolCall(suffix: string): ToolCall {
  const values = { [`zqkey${suffix}`]: `zqvalue${suffix}` };
  return { id: `call_${suffix}`, name: `zqname${suffix}`, arguments: JSON.stringify(values) };
}

function schema(property: string): object {
  return {
    type: 'object',
    properties: { [property]: { type: 'string', description: 'zqdetail' } },
  };
}
