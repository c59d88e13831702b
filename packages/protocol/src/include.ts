import { type Static, Type } from 'typebox';

/** What an answer may hold beyond its usual fields. */
export const Include = Type.Enum([
  'code_interpreter_call.outputs',
  'computer_call_output.output.image_url',
  'file_search_call.results',
  'message.input_image.image_url',
  'message.output_text.logprobs',
  'reasoning.encrypted_content',
  'web_search_call.action.sources',
  'web_search_call.results',
]);
export type Include = Static<typeof Include>;
