import type { Tokenizer } from '@antiphon/backend';
import type { CallFormat } from '../dialect.ts';
import { apertus } from './apertus.ts';
import { deepseek, deepseekFenced } from './deepseek.ts';
import { functionary } from './functionary.ts';
import { gemma } from './gemma.ts';
import { glm, glmLines } from './glm.ts';
import { hermes } from './hermes.ts';
import { deepseekInvoke, minimax } from './invoke.ts';
import { kimi } from './kimi.ts';
import { liquid } from './liquid.ts';
import { command, granite, hunyuan, nemotron } from './lists.ts';
import { llama } from './llama.ts';
import { mistral, namedMistral } from './mistral.ts';
import { qwenCoder } from './qwen-coder.ts';

/** The form in which a model with this template and these control tokens calls; `undefined` when it knows no tools. */
export function detectCalls({
  chatTemplate,
  specialTokens,
}: Pick<Tokenizer, 'chatTemplate' | 'specialTokens'>): CallFormat | undefined {
  const shown = signs.find(([, ...texts]) => texts.every((text) => chatTemplate.includes(text)));
  if (shown) return shown[0];
  if (!/\btools\b/.test(chatTemplate)) return undefined;
  return tokens.find(([, name]) => specialTokens.has(name))?.[0];
}

/** What tells a form: texts that its templates have, all of them. The first that fits counts. */
const signs: readonly (readonly [CallFormat, ...string[]])[] = [
  [gemma, '<|tool_call>call:'],
  [deepseekInvoke, '｜DSML｜'],
  [deepseekFenced, '<｜tool▁calls▁begin｜>', '```json'],
  [deepseek, '<｜tool▁calls▁begin｜>'],
  [minimax, '<minimax:tool_call>'],
  [kimi, '<|tool_calls_section_begin|>'],
  [command, '<|START_ACTION|>'],
  [apertus, '<|tools_prefix|>'],
  [nemotron, '<TOOLCALL>'],
  [qwenCoder, '<function=', '<parameter='],
  [glmLines, '<tool_call>{function-name}\n<arg_key>'],
  [glm, '<tool_call>', '<arg_key>'],
  [namedMistral, '[TOOL_CALLS]', '[ARGS]'],
  [mistral, '[TOOL_CALLS]'],
  [hunyuan, '<tool_calls>'],
  [hermes, '<tool_call>'],
  [liquid, '<|tool_call_start|>'],
  [liquid, 'List of tools: '],
  [granite, '<|tool_call|>'],
  [functionary, '<function='],
  [llama, '<|python_tag|>'],
  [llama, '{"name": function name, "parameters":'],
];

/** Control tokens that tell a form where the template shows tools but no call. */
const tokens: readonly (readonly [CallFormat, string])[] = [
  [liquid, '<|tool_call_start|>'],
  [mistral, '[TOOL_CALLS]'],
  [llama, '<|python_tag|>'],
];
