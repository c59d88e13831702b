import type { TokenUsage } from '@antiphon/backend';
import type {
  ResponseError,
  ResponseEvent,
  ResponseResource,
  ResponseSnapshotEvent,
} from '@antiphon/protocol';
import { type ChoiceDelta, ChoiceOutput } from './output/choice-output.ts';
import type { UnnumberedEvent } from './output/open-item.ts';
import { unixSeconds } from './resource.ts';

/**
 * Turns what a generation brings into the events of a response. It alone gives out item ids, indices and sequence
 * numbers, and the final object is its own state: what was streamed and what is kept cannot differ.
 */
export class ResponseBuilder {
  readonly #response: ResponseResource;
  readonly #withLogprobs: boolean;
  readonly #choices = new Map<number, ChoiceOutput>();
  #sequence = 0;

  /** `response` is the resource as it begins; the builder takes it over. */
  constructor(response: ResponseResource, options: { readonly withLogprobs: boolean }) {
    this.#response = response;
    this.#withLogprobs = options.withLogprobs;
  }

  /** The response as it stands; a copy that later events do not change. */
  get response(): ResponseResource {
    return structuredClone(this.#response);
  }

  start(): ResponseEvent[] {
    return [this.#snapshot('response.created'), this.#snapshot('response.in_progress')];
  }

  add(delta: ChoiceDelta): ResponseEvent[] {
    return this.#numbered(this.#choice(delta.choice).add(delta));
  }

  /** Ends the response as its choices have ended. */
  finish(tokens: TokenUsage): ResponseEvent[] {
    const reasons = [...this.#choices.values()].map((choice) => choice.finishReason);
    const isComplete = reasons.every((reason) => reason === 'stop');
    this.#response.usage = usage(tokens);
    this.#response.completed_at = isComplete ? unixSeconds() : null;
    this.#response.incomplete_details = isComplete ? null : { reason: 'max_output_tokens' };
    return [this.#end(isComplete ? 'completed' : 'incomplete')];
  }

  fail(error: ResponseError): ResponseEvent[] {
    const closed = this.#closeAll();
    this.#response.error = error;
    return [...closed, this.#end('failed')];
  }

  /** The caller has gone or called it off. No event tells of it: clients know none for it. */
  cancel(): void {
    this.#closeAll();
    this.#response.status = 'cancelled';
  }

  #choice(index: number): ChoiceOutput {
    const known = this.#choices.get(index);
    if (known) return known;
    const choice = new ChoiceOutput(this.#response.output, { withLogprobs: this.#withLogprobs });
    this.#choices.set(index, choice);
    return choice;
  }

  #closeAll(): ResponseEvent[] {
    const choices = [...this.#choices.values()];
    return this.#numbered(choices.flatMap((choice) => choice.close('incomplete')));
  }

  #numbered(events: readonly UnnumberedEvent[]): ResponseEvent[] {
    return events.map((event) => {
      const { type, ...rest } = event;
      // The event lacked nothing but its number.
      return { type, sequence_number: this.#sequence++, ...rest } as ResponseEvent;
    });
  }

  #end(status: 'completed' | 'incomplete' | 'failed'): ResponseEvent {
    this.#response.status = status;
    return this.#snapshot(`response.${status}`);
  }

  #snapshot(type: ResponseSnapshotEvent['type']): ResponseEvent {
    return { type, sequence_number: this.#sequence++, response: this.response };
  }
}

function usage(tokens: TokenUsage): ResponseResource['usage'] {
  return {
    input_tokens: tokens.inputTokens,
    input_tokens_details: { cached_tokens: tokens.cachedTokens, cache_write_tokens: 0 },
    output_tokens: tokens.outputTokens,
    output_tokens_details: { reasoning_tokens: tokens.reasoningTokens },
    total_tokens: tokens.inputTokens + tokens.outputTokens,
  };
}
