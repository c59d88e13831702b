import type { TokenUsage } from '@antiphon/backend';
import type {
  ResponseError,
  ResponseEvent,
  ResponseResource,
  ResponseSnapshotEvent,
  Warning,
} from '@antiphon/protocol';
import type { HostedProgress } from './hosted-tool.ts';
import { type ChoiceDelta, type ChoiceOptions, ChoiceOutput } from './output/choice-output.ts';
import { obfuscate } from './output/obfuscate.ts';
import type { OpenHostedCall } from './output/open-hosted-call.ts';
import type { UnnumberedEvent } from './output/open-item.ts';
import { unixSeconds } from './resource.ts';

export interface BuilderOptions extends ChoiceOptions {
  /** Deltas are padded so that their lengths tell nothing. */
  readonly isObfuscated: boolean;
}

/**
 * Turns what a generation brings into the events of a response. It alone gives out item ids, indices and sequence
 * numbers, and the final object is its own state: what was streamed and what is kept cannot differ.
 */
export class ResponseBuilder {
  readonly #response: ResponseResource;
  readonly #options: BuilderOptions;
  readonly #choices = new Map<number, ChoiceOutput>();
  #tokens: TokenUsage | undefined;
  #sequence = 0;

  /** `response` is the resource as it begins; the builder takes it over. */
  constructor(response: ResponseResource, options: BuilderOptions) {
    this.#response = response;
    this.#options = options;
  }

  /** The response as it stands; a copy that later events do not change. */
  get response(): ResponseResource {
    return structuredClone(this.#response);
  }

  /** The hosted calls that wait for their results. */
  get pending(): readonly OpenHostedCall[] {
    return [...this.#choices.values()].flatMap((choice) => choice.pending);
  }

  get hostedCalls(): number {
    return [...this.#choices.values()].reduce((sum, choice) => sum + choice.hostedCalls, 0);
  }

  /** Whether an answer ended because there was no room for more of it. */
  get isFull(): boolean {
    return [...this.#choices.values()].some(({ finishReason }) => finishReason === 'length');
  }

  /** Tokens that the model has generated so far. */
  get outputTokens(): number {
    return this.#tokens?.outputTokens ?? 0;
  }

  /** The response exists; it is `queued` if it begins so. */
  create(): ResponseEvent[] {
    const created = this.#snapshot('response.created');
    return this.#response.status === 'queued'
      ? [created, this.#snapshot('response.queued')]
      : [created];
  }

  /** The next snapshot tells of them. */
  warn(warnings: readonly Warning[]): void {
    if (warnings.length === 0) return;
    this.#response.warnings = [...(this.#response.warnings ?? []), ...warnings];
  }

  start(): ResponseEvent[] {
    this.#response.status = 'in_progress';
    return [this.#snapshot('response.in_progress')];
  }

  add(delta: ChoiceDelta): ResponseEvent[] {
    return this.#numbered(this.#choice(delta.choice).add(delta));
  }

  /** Counts what one generation has used. A response that calls hosted tools takes several. */
  count(tokens: TokenUsage): void {
    const before = this.#tokens;
    this.#tokens = {
      inputTokens: tokens.inputTokens + (before?.inputTokens ?? 0),
      cachedTokens: tokens.cachedTokens + (before?.cachedTokens ?? 0),
      outputTokens: tokens.outputTokens + (before?.outputTokens ?? 0),
      reasoningTokens: tokens.reasoningTokens + (before?.reasoningTokens ?? 0),
    };
  }

  hosted(call: OpenHostedCall, progress: HostedProgress): ResponseEvent[] {
    const choice = [...this.#choices.values()].find(({ pending }) => pending.includes(call));
    return choice ? this.#numbered(choice.progress(call, progress)) : [];
  }

  /** Ends the response as its choices have ended. */
  finish(): ResponseEvent[] {
    const reasons = [...this.#choices.values()].map((choice) => choice.finishReason);
    const isComplete = reasons.every((reason) => reason === 'stop');
    const closed = this.#closeAll();
    this.#response.usage = usage(this.#tokens ?? NO_TOKENS);
    this.#response.completed_at = isComplete ? unixSeconds() : null;
    this.#response.incomplete_details = isComplete ? null : { reason: 'max_output_tokens' };
    return [...closed, this.#end(isComplete ? 'completed' : 'incomplete')];
  }

  /** There is no room for another token, so that no further generation can begin. */
  runOut(): ResponseEvent[] {
    const closed = this.#closeAll();
    this.#response.usage = usage(this.#tokens ?? NO_TOKENS);
    this.#response.incomplete_details = { reason: 'max_output_tokens' };
    return [...closed, this.#end('incomplete')];
  }

  fail(error: ResponseError): ResponseEvent[] {
    const closed = this.#closeAll();
    this.#countWhatIsKnown();
    this.#response.error = error;
    return [...closed, this.#end('failed')];
  }

  /** The caller has gone or called it off. No terminal event tells of it: clients know none for it. */
  cancel(): ResponseEvent[] {
    const closed = this.#closeAll();
    this.#countWhatIsKnown();
    this.#response.status = 'cancelled';
    return closed;
  }

  #choice(index: number): ChoiceOutput {
    const known = this.#choices.get(index);
    if (known) return known;
    const choice = new ChoiceOutput(this.#response, this.#options);
    this.#choices.set(index, choice);
    return choice;
  }

  #closeAll(): ResponseEvent[] {
    const choices = [...this.#choices.values()];
    return this.#numbered(choices.flatMap((choice) => choice.closeAll()));
  }

  #countWhatIsKnown(): void {
    if (this.#tokens) this.#response.usage = usage(this.#tokens);
  }

  #numbered(events: readonly UnnumberedEvent[]): ResponseEvent[] {
    return events.map((event) => {
      const { type, ...rest } = this.#options.isObfuscated ? obfuscate(event) : event;
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

const NO_TOKENS = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };

/** What a response tells of the tokens that were used. */
export function usage(tokens: TokenUsage): NonNullable<ResponseResource['usage']> {
  return {
    input_tokens: tokens.inputTokens,
    input_tokens_details: { cached_tokens: tokens.cachedTokens, cache_write_tokens: 0 },
    output_tokens: tokens.outputTokens,
    output_tokens_details: { reasoning_tokens: tokens.reasoningTokens },
    total_tokens: tokens.inputTokens + tokens.outputTokens,
  };
}
