import type { SamplingIssue } from './settings.ts';

/** The caller's settings are wrong; `issues` lists everything that has to be corrected. */
export class InvalidSettingsError extends Error {
  override readonly name = 'InvalidSettingsError';
  readonly issues: readonly SamplingIssue[];

  constructor(issues: readonly SamplingIssue[]) {
    super(issues.map((issue) => issue.message).join('; '));
    this.issues = issues;
  }
}

/** Where a step went wrong: the model gave the logits, a grammar gave the mask. No stage after these two can leave nothing. */
export type FaultyStage = 'logits' | 'mask';

/** The logits or the mask of one step cannot be sampled from. */
export class LogitsError extends Error {
  override readonly name = 'LogitsError';
  readonly stage: FaultyStage;

  constructor(stage: FaultyStage, fault: string) {
    super(`${stage}: ${fault}`);
    this.stage = stage;
  }
}

/** For logits of which at least one is NaN or +Infinity. */
export function brokenLogitError(logits: Float32Array): LogitsError {
  const token = logits.findIndex((logit) => !(logit < Infinity));
  return new LogitsError('logits', `token ${token} has the logit ${logits[token]}`);
}
