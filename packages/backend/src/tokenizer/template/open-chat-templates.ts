import { ModelLoadError } from '../../logits-model.ts';
import type { TokenizerConfig } from '../tokenizer-json.ts';
import { ChatTemplate } from './chat-template.ts';

/** The chat template for conversations without and with tools, often one and the same. */
export interface ChatTemplates {
  readonly plain: ChatTemplate;
  readonly withTools: ChatTemplate;
}

/** Throws `ModelLoadError` without a chat template, or with one that cannot be compiled. */
export function openChatTemplates(config: TokenizerConfig): ChatTemplates {
  const { chat_template: template } = config;
  const sources =
    typeof template === 'string'
      ? new Map([['default', template]])
      : new Map(template?.map(({ name, template }) => [name, template]));
  const [plain, withTools] = [sources.get('default'), sources.get('tool_use')];
  const source = plain ?? withTools;
  if (source === undefined)
    throw new ModelLoadError('the model has no chat template, so it cannot hold a conversation');
  const variables = tokenVariables(config);
  const opened = new ChatTemplate(source, variables);
  if (withTools === undefined || withTools === source) return { plain: opened, withTools: opened };
  return { plain: opened, withTools: new ChatTemplate(withTools, variables) };
}

/** `bos_token` and its like are strings, or objects that hold one. */
function tokenVariables(config: TokenizerConfig): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(config)) {
    if (!name.endsWith('_token')) continue;
    const text = typeof value === 'object' && value && 'content' in value ? value.content : value;
    if (typeof text === 'string') variables[name] = text;
  }
  return variables;
}
