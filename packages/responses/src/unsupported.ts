import { type CreateResponse, InvalidRequestError } from '@antiphon/protocol';

/** Why a value of a field cannot be honoured; `undefined` when it can. */
type Refusal<Value> = (value: NonNullable<Value>) => string | undefined;

const always = (reason: string) => () => reason;

/** The fields that ask, with some of their values, for what this server does not do. */
const refusals: { readonly [Field in keyof CreateResponse]?: Refusal<CreateResponse[Field]> } = {
  access_programs: always('there are no access programs here'),
  context_management: always('compact the conversation with POST /v1/responses/compact'),
  image: always('no model here makes images'),
  moderation: always('nothing is moderated here'),
  prompt: always('there are no stored prompts here; send instructions and input'),
  prompt_cache_options: always('what is cached is not for requests to say'),
  prompt_cache_retention: (value) =>
    value === 'in_memory' ? undefined : 'prompts are cached in memory only; it may be "in_memory"',
  web_search_options: always('there is no web search here'),
};

/** Refuses by name what would otherwise be accepted and ignored. Throws `InvalidRequestError`. */
export function refuseUnsupported(request: CreateResponse): void {
  for (const [field, refusal] of Object.entries(refusals)) {
    const value = request[field as keyof CreateResponse];
    // Each was declared for the type of its own field, and gets that field's value.
    const reason = value === undefined ? undefined : (refusal as Refusal<unknown>)(value ?? {});
    if (reason !== undefined) throw unsupported(field, reason);
  }
  refuseStreamOptions(request);
  refuseReasoning(request);
  refuseUnkeptBackground(request);
}

function refuseStreamOptions({ stream_options: options }: CreateResponse): void {
  if (options?.include_usage === false) {
    throw unsupported('stream_options.include_usage', 'the last event always tells the usage');
  }
}

function refuseReasoning({ reasoning }: CreateResponse): void {
  if (reasoning?.mode === 'pro') {
    throw unsupported('reasoning.mode', 'there is one mode here, "standard"');
  }
  if (reasoning?.context === 'all_turns') {
    throw unsupported(
      'reasoning.context',
      'the chat template of the model decides which thoughts of earlier turns it shows; it may be "auto" or "current_turn"',
    );
  }
}

function refuseUnkeptBackground(request: CreateResponse): void {
  const { background, store } = request;
  if (background && store === false) {
    throw new InvalidRequestError(
      'background',
      'background: true needs store: true, since its response is fetched later',
    );
  }
}

export function unsupported(param: string, reason: string): InvalidRequestError {
  return new InvalidRequestError(param, `${param}: ${reason}`, 'unsupported_parameter');
}
