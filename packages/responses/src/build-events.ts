import type { FinishReason } from '@antiphon/backend';
import type {
  Logprob,
  OutputMessage,
  OutputText,
  ResponseError,
  ResponseEvent,
  ResponseResource,
  ResponseSnapshotEvent,
} from '@antiphon/protocol';
import { createId } from './ids.ts';
import { unixSeconds } from './resource.ts';

export interface TokenCounts {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * Turns what a generation brings into the events of a response. It alone gives out item ids, indices and sequence
 * numbers, and the final object is its own state: what was streamed and what is kept cannot differ.
 */
export class ResponseBuilder {
  readonly #response: ResponseResource;
  readonly #withLogprobs: boolean;
  #sequence = 0;
  #message: OpenMessage | undefined;

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

  text(delta: string, logprobs: readonly Logprob[]): ResponseEvent[] {
    const opened = this.#message ? [] : this.#openMessage();
    const message = this.#message!;
    message.part.text += delta;
    message.part.logprobs?.push(...logprobs);
    const event: ResponseEvent = {
      type: 'response.output_text.delta',
      sequence_number: this.#sequence++,
      ...message.place,
      delta,
      logprobs: [...logprobs],
    };
    return [...opened, event];
  }

  /** Ends the response as the model ended it; one that said nothing gets an empty message. */
  finish(reason: FinishReason, tokens: TokenCounts): ResponseEvent[] {
    const opened = this.#message ? [] : this.#openMessage();
    const closed = this.#closeMessage(reason === 'stop' ? 'completed' : 'incomplete');
    this.#response.usage = usage(tokens);
    this.#response.completed_at = reason === 'stop' ? unixSeconds() : null;
    this.#response.incomplete_details = reason === 'stop' ? null : { reason: 'max_output_tokens' };
    return [...opened, ...closed, this.#end(reason === 'stop' ? 'completed' : 'incomplete')];
  }

  fail(error: ResponseError): ResponseEvent[] {
    const closed = this.#closeMessage('incomplete');
    this.#response.error = error;
    return [...closed, this.#end('failed')];
  }

  /** The caller has gone or called it off. No event tells of it: clients know none for it. */
  cancel(): void {
    this.#closeMessage('incomplete');
    this.#response.status = 'cancelled';
  }

  #openMessage(): ResponseEvent[] {
    const part: OutputText = { type: 'output_text', text: '', annotations: [] };
    if (this.#withLogprobs) part.logprobs = [];
    const item: OutputMessage = {
      type: 'message',
      id: createId('msg'),
      status: 'in_progress',
      role: 'assistant',
      content: [],
    };
    const output_index = this.#response.output.push(item) - 1;
    const place = { item_id: item.id, output_index, content_index: 0 };
    const added: ResponseEvent = {
      type: 'response.output_item.added',
      sequence_number: this.#sequence++,
      output_index,
      item: structuredClone(item),
    };
    item.content.push(part);
    this.#message = { item, part, place };
    const partAdded: ResponseEvent = {
      type: 'response.content_part.added',
      sequence_number: this.#sequence++,
      ...place,
      part: structuredClone(part),
    };
    return [added, partAdded];
  }

  #closeMessage(status: 'completed' | 'incomplete'): ResponseEvent[] {
    if (!this.#message) return [];
    const { item, part, place } = this.#message;
    this.#message = undefined;
    item.status = status;
    return [
      {
        type: 'response.output_text.done',
        sequence_number: this.#sequence++,
        ...place,
        text: part.text,
        logprobs: structuredClone(part.logprobs ?? []),
      },
      {
        type: 'response.content_part.done',
        sequence_number: this.#sequence++,
        ...place,
        part: structuredClone(part),
      },
      {
        type: 'response.output_item.done',
        sequence_number: this.#sequence++,
        output_index: place.output_index,
        item: structuredClone(item),
      },
    ];
  }

  #end(status: 'completed' | 'incomplete' | 'failed'): ResponseEvent {
    this.#response.status = status;
    return this.#snapshot(`response.${status}`);
  }

  #snapshot(type: ResponseSnapshotEvent['type']): ResponseEvent {
    return { type, sequence_number: this.#sequence++, response: this.response };
  }
}

/** The message that text goes to, while it is open. */
interface OpenMessage {
  readonly item: OutputMessage;
  readonly part: OutputText;
  readonly place: {
    readonly item_id: string;
    readonly output_index: number;
    readonly content_index: number;
  };
}

function usage({ inputTokens, outputTokens }: TokenCounts): ResponseResource['usage'] {
  return {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: inputTokens + outputTokens,
  };
}
