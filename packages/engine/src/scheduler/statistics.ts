/** What a scheduler does now and has done since it was made. */
export interface SchedulerStatistics {
  /** Answers that have a place in the batch. */
  readonly running: number;
  /** Answers that have none yet, or no more. */
  readonly waiting: number;
  /** Sequences kept for those that will begin as they do. */
  readonly cacheEntries: number;
  readonly cacheTokens: number;
  /** Answers that began with tokens which had been run already, and how many these were. */
  readonly cacheHits: number;
  readonly reusedTokens: number;
  /** How often an answer had to give its room to an older one. */
  readonly preemptions: number;
  readonly steps: number;
  /** Tokens of prompts that were run. */
  readonly promptTokens: number;
  /** Tokens of answers whose generations ended well. */
  readonly answerTokens: number;
  /** Tokens that were guessed, and those of them that came true. */
  readonly draftedTokens: number;
  readonly acceptedTokens: number;
}
