import type { Constraint, GenerationRequest, ToolPolicy } from '@antiphon/backend';
import {
  ConstraintError,
  type FinalShape,
  type GrammarSource,
  type ReasoningShape,
  type ResponseShape,
  type ToolCallShape,
} from '@antiphon/constraint';
import type { Dialect } from '../dialect/dialect.ts';
import { isClosedAt, isOpenAt } from '../dialect/reasoning/block.ts';

export interface AnswerShape {
  /** For `composeResponse`. */
  readonly shape: ResponseShape;
  /** The same for the same shape of one model, so that what was compiled can be kept by it. */
  readonly key: string;
}

type ShapedRequest = Pick<GenerationRequest, 'conversation' | 'constraint' | 'toolPolicy'>;

/**
 * What an answer must consist of: thoughts, calls, and a text that matches the constraint. `undefined` where nothing is demanded
 * but a constraint on all of the text, or nothing at all. Throws `ConstraintError` for what cannot be held to in the model's format.
 */
export function answerShape(
  dialect: Dialect,
  request: ShapedRequest,
  promptEnding: string,
): AnswerShape | undefined {
  const toolCalls = toolCallShape(dialect, request);
  const reasoning = reasoningShape(dialect, promptEnding);
  if (!toolCalls && (!request.constraint || !reasoning)) return undefined;
  const { conversation, constraint, toolPolicy } = request;
  const tools = toolCalls && conversation.tools;
  return {
    shape: {
      final: finalShape(constraint),
      ...(dialect.messages ? { beforeFinal: dialect.messages.final } : {}),
      ...(toolCalls ? { toolCalls } : {}),
      ...(reasoning ? { reasoning } : {}),
    },
    key: JSON.stringify([constraint, tools, toolPolicy, reasoning]),
  };
}

const AS_IT_LIKES: ToolPolicy = { mode: 'auto', isParallel: true };

/** `undefined` where the model may call as it likes, or cannot call. */
function toolCallShape(dialect: Dialect, request: ShapedRequest): ToolCallShape | undefined {
  const { conversation, constraint, toolPolicy = AS_IT_LIKES } = request;
  const { tools = [] } = conversation;
  const { mode, only, isParallel } = toolPolicy;
  const isDemanded =
    mode === 'required' ||
    only ||
    !isParallel ||
    tools.some(({ isStrict, textFormat }) => isStrict || textFormat);
  if (mode === 'none' || tools.length === 0 || !(isDemanded || constraint)) return undefined;
  if (!dialect.calls) {
    if (mode === 'required')
      throw refusal('the chat template of this model has no form for tool calls');
    return undefined;
  }
  const { shape, name } = dialect.calls;
  if ('refusal' in shape) {
    throw refusal(`calls in the format of ${name} cannot be held to a grammar: ${shape.refusal}`);
  }
  return {
    format: shape,
    tools: tools.map(({ name, parameters, isStrict, textFormat }) => ({
      name,
      parameters,
      isLenient: !isStrict,
      ...(textFormat && { text: textFormat }),
    })),
    choice: { mode, ...(only ? { only } : {}) },
    isParallel,
  };
}

/**
 * `undefined` where the answer cannot begin with thoughts: the model has none, or the template has closed the block, or has not
 * opened it although nobody else does.
 */
function reasoningShape(
  { reasoning, messages }: Dialect,
  promptEnding: string,
): ReasoningShape | undefined {
  if (!reasoning || isClosedAt(promptEnding, reasoning)) return undefined;
  const { begin, isOpenedOnRequest } = reasoning;
  const isOpen = isOpenAt(promptEnding, reasoning);
  if (isOpenedOnRequest && !isOpen) return undefined;
  const end = reasoning.end + (messages?.start ?? '');
  return { begin, end, isOpen };
}

function finalShape(constraint: Constraint | undefined): FinalShape {
  return constraint ? { kind: 'grammar', grammar: grammarSource(constraint) } : { kind: 'free' };
}

/** A constraint as the constraint engine knows it. */
export function grammarSource(constraint: Constraint): GrammarSource {
  if (constraint.type !== 'json_object') return constraint;
  return { type: 'json_schema', value: { type: 'object' } };
}

function refusal(message: string): ConstraintError {
  return new ConstraintError('unsupported_grammar', [{ pointer: '/tools', keyword: '', message }]);
}
