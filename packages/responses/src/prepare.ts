import {
  BusyError,
  ChatTemplateError,
  ConstraintRefusedError,
  ContextLengthError,
  type GenerationRequest,
  type LanguageModel,
  type PreparedGeneration,
} from '@antiphon/backend';
import { InvalidRequestError, UnavailableError } from '@antiphon/protocol';

/** Has the model take a request in. Throws `InvalidRequestError` for what the caller has to correct; `constraintParam` is the path of what constrains the text. */
export async function prepareGeneration(
  model: LanguageModel,
  request: GenerationRequest,
  { constraintParam, signal }: { readonly constraintParam: string; readonly signal: AbortSignal },
): Promise<PreparedGeneration> {
  try {
    return await model.prepare(request, signal);
  } catch (fault) {
    if (fault instanceof ConstraintRefusedError) {
      throw new InvalidRequestError(
        constraintParam,
        `${constraintParam} ${fault.message}`,
        fault.code,
      );
    }
    if (fault instanceof BusyError) throw new UnavailableError(fault.message, 'server_overloaded');
    if (fault instanceof ChatTemplateError)
      throw new InvalidRequestError('input', fault.message, 'invalid_prompt');
    if (!(fault instanceof ContextLengthError)) throw fault;
    throw new InvalidRequestError(
      'input',
      `the input has ${fault.promptTokens} tokens, and the context of ${model.id} holds ${fault.contextLength} with the answer`,
      'context_length_exceeded',
    );
  }
}
