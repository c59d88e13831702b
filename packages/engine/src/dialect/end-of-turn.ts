import type { Tokenizer } from '@antiphon/backend';

/** Control tokens that end the model's turn wherever they are known. */
const always = [
  '<|im_end|>',
  '<|eot_id|>',
  '<|eom_id|>',
  '<end_of_turn>',
  '<turn|>',
  '<|return|>',
  '<|call|>',
  '<|END_OF_TURN_TOKEN|>',
  '<|assistant_end|>',
  '<|end_of_text|>',
  '<｜end▁of▁sentence｜>',
  '[e~[',
];

/** Those that do so where the template has the text beside them: elsewhere they mean something else. */
const sometimes: readonly (readonly [string, string])[] = [
  ['<|tool_response>', '<|tool_call>'],
  ['<|tools_suffix|>', '<|tools_prefix|>'],
  ['<|observation|>', '<|assistant|>'],
  ['<|user|>', '<|assistant|>'],
  ['<|end|>', '<|assistant|>'],
];

/** The control tokens of a vocabulary that end the model's turn, whether its configuration names them or not. */
export function endOfTurnNames({
  chatTemplate,
  specialTokens,
}: Pick<Tokenizer, 'chatTemplate' | 'specialTokens'>): readonly string[] {
  const fitting = sometimes.filter(([, sign]) => chatTemplate.includes(sign));
  const names = [...always, ...fitting.map(([name]) => name)];
  return names.filter((name) => specialTokens.has(name));
}
