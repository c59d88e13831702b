import type { Static } from 'typebox';
import { InvalidRequestError } from '../error.ts';
import type { ReasoningSettings } from '../reasoning.ts';
import type { CreateResponse } from '../request.ts';
import { parseInput } from './input.ts';
import { parseTextFormat } from './text-format.ts';
import { parseToolChoice } from './tool-choice.ts';
import { parseTools } from './tools.ts';

type Fields = Static<typeof CreateResponse>;
type ReadField = 'conversation' | 'input' | 'reasoning' | 'text' | 'tools' | 'tool_choice';

/** The fields that say what the model reads, as they stand in the body. */
type Unparsed = {
  readonly [Field in ReadField | 'previous_response_id']: Fields[Field] | undefined;
};

/** Parses what the model reads: what a request for a response and one to count its tokens have in common. */
export function parseReadFields(fields: Unparsed): Pick<CreateResponse, ReadField | 'format'> {
  const { conversation, input, previous_response_id, reasoning, text, tools, tool_choice } = fields;
  if (conversation !== undefined && previous_response_id !== undefined) {
    const message = 'conversation and previous_response_id exclude each other; give one of them';
    throw new InvalidRequestError('conversation', message);
  }
  const { format, ...textSettings } = text ?? {};
  return {
    ...(conversation !== undefined && { conversation: reference(conversation) }),
    ...(input !== undefined && { input: parseInput(input) }),
    ...(reasoning !== undefined && { reasoning: parseReasoning(reasoning) }),
    ...(text !== undefined && { text: textSettings }),
    ...(format !== undefined && { format: parseTextFormat(format, 'text.format') }),
    ...(tools !== undefined && { tools: parseTools(tools) }),
    ...(tool_choice !== undefined && { tool_choice: parseToolChoice(tool_choice) }),
  };
}

function reference(conversation: string | { id: string }): { id: string } {
  return { id: typeof conversation === 'string' ? conversation : conversation.id };
}

/** `summary` under either of its names. Two that differ are a contradiction. */
function parseReasoning({ generate_summary, ...settings }: ReasoningSettings): ReasoningSettings {
  if (generate_summary === undefined) return settings;
  if ((settings.summary ?? generate_summary) !== generate_summary) {
    throw new InvalidRequestError(
      'reasoning.generate_summary',
      'reasoning.generate_summary and reasoning.summary differ; give one of them',
    );
  }
  return { ...settings, summary: generate_summary };
}
