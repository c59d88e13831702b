/** The model's chat template cannot write the conversation. The fault is the request's, or the template's where it fails. */
export class ChatTemplateError extends Error {
  override readonly name = 'ChatTemplateError';

  /** `reason` is what the template itself says. */
  constructor(reason: string, options?: ErrorOptions) {
    super(`the model's chat template cannot write this conversation: ${reason}`, options);
  }
}
