import type { Conversation, Message } from '../conversation.ts';
import type { Script, ScriptedAnswer, ScriptedItem } from './script.ts';
import type { Pace, Rule, ScriptFile } from './script-file.ts';

/** Answers as the first rule says that fits the conversation. Where none does, the model breaks down and tells so. */
export function followRules({ rules, pace }: ScriptFile): Script {
  return (conversation): ScriptedAnswer => {
    const last = conversation.messages.at(-1);
    const earlier = conversation.messages.slice(0, -1).map(transcribe).join('\n');
    for (const rule of rules) {
      const groups = match(rule, last, earlier);
      if (!groups) continue;
      const output = rule.output.map((item) => fillIn(item, groups));
      return { output: refuseCalls(output, conversation), ...stepMs(rule.pace ?? pace) };
    }
    const text = JSON.stringify(last?.content ?? '').slice(0, 80);
    return { output: [failure(`no rule of the script fits the ${last?.role} message ${text}`)] };
  };
}

/** What the groups of `when` matched; `undefined` when the rule does not fit. */
function match(rule: Rule, last: Message | undefined, earlier: string): string[] | undefined {
  if (rule.role && rule.role !== last?.role) return undefined;
  if (rule.after && !rule.after.test(earlier)) return undefined;
  if (!rule.when) return [''];
  const found = rule.when.exec(last?.content ?? '');
  return found ? [...found].map((group) => group ?? '') : undefined;
}

/** A message as `after` sees it: a line that begins with its role, and one for all that it calls. */
function transcribe(message: Message): string {
  const text = `${message.role}: ${message.content}`;
  if (message.role !== 'assistant') return text;
  const calls = message.toolCalls ?? [];
  return [text, ...calls.map((call) => `call: ${call.name} ${call.arguments}`)].join('\n');
}

function fillIn(item: ScriptedItem, groups: readonly string[]): ScriptedItem {
  const fill = (text: string) =>
    text.replace(/\$([1-9])/g, (sign, group) => groups[Number(group)] ?? sign);
  switch (item.type) {
    case 'text':
    case 'reasoning':
      return { ...item, text: fill(item.text) };
    case 'function_call':
      return { ...item, arguments: fillInValues(item.arguments, fill) };
    case 'failure':
      return { ...item, message: fill(item.message) };
  }
}

function fillInValues(values: object | string, fill: (text: string) => string): object | string {
  if (typeof values === 'string') return fill(values);
  return JSON.parse(JSON.stringify(values), (_, value) =>
    typeof value === 'string' ? fill(value) : value,
  );
}

/** A model that was told of no tools would write its calls as text. */
function refuseCalls(output: ScriptedItem[], { tools = [] }: Conversation): ScriptedItem[] {
  const index = output.findIndex((item) => item.type === 'function_call');
  const call = output[index];
  if (call?.type !== 'function_call' || tools.length > 0) return output;
  const message = `the script calls ${call.name}, and the request has no tools`;
  return [...output.slice(0, index), failure(message)];
}

function failure(message: string): ScriptedItem {
  return { type: 'failure', message };
}

function stepMs(pace: Pace | undefined): { readonly stepMs?: number } {
  if (!pace) return {};
  return { stepMs: 'ms_per_token' in pace ? pace.ms_per_token : 1000 / pace.tokens_per_second };
}
