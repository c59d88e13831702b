/** How a request wants its tokens drawn. What is unset is filled from the model's own defaults. */
export interface SamplingRequest {
  readonly temperature?: number | undefined;
  readonly topK?: number | undefined;
  readonly topP?: number | undefined;
  readonly minP?: number | undefined;
  readonly frequencyPenalty?: number | undefined;
  readonly presencePenalty?: number | undefined;
  readonly repetitionPenalty?: number | undefined;
  readonly dryMultiplier?: number | undefined;
  readonly dryBase?: number | undefined;
  readonly dryAllowedLength?: number | undefined;
  readonly drySequenceBreakers?: readonly string[] | undefined;
  /** What is added to a token's logit, by token id. */
  readonly logitBias?: Readonly<Record<string, number>> | undefined;
  /** How many likeliest tokens to report beside each drawn one; unset reports no logprobs. */
  readonly topLogprobs?: number | undefined;
  /** The same seed draws the same tokens again; unset draws a new one. */
  readonly seed?: number | undefined;
}

/** The numbers that a generation is drawn with, model defaults filled in. */
export type SamplingInForce = {
  readonly [Field in Exclude<keyof SamplingRequest, 'topLogprobs'>]-?: NonNullable<
    SamplingRequest[Field]
  >;
} & { readonly topLogprobs: number | undefined };

/** One wrong value: `param` is its name in a request, `message` says what is allowed. */
export interface SamplingIssue {
  readonly param: string;
  readonly message: string;
}

/** The request's sampling fields cannot be used; each issue is for the caller to correct. */
export class SamplingError extends Error {
  override readonly name = 'SamplingError';
  readonly issues: readonly SamplingIssue[];

  constructor(issues: readonly SamplingIssue[]) {
    super(issues.map((issue) => issue.message).join('; '));
    this.issues = issues;
  }
}
