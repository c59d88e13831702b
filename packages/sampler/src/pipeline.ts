import { Bias } from './bias.ts';
import { Breakers, type TokenText } from './breakers.ts';
import type { TokenContext } from './context.ts';
import { draw, drawFromAll } from './draw.ts';
import { createDry } from './dry.ts';
import { LogitsError } from './errors.ts';
import type { LogitStage } from './logit-stage.ts';
import { LogprobRecorder, type StepLogprobs } from './logprobs.ts';
import { applyMask } from './mask.ts';
import { keepMinP, minPSelection } from './min-p.ts';
import { Penalties } from './penalties.ts';
import type { Random } from './random.ts';
import type { Selection } from './selection.ts';
import type { SamplingSettings } from './settings.ts';
import { softmax } from './softmax.ts';
import { findLikeliest } from './temperature.ts';
import { topKSelection } from './top-k.ts';
import { keepTopP, topPSelection } from './top-p.ts';
import type { Workspace } from './workspace.ts';

export interface PipelineParts {
  readonly settings: SamplingSettings;
  /** Undefined when `followsContext` says that no stage asks for it. */
  readonly context: TokenContext | undefined;
  readonly tokenText: TokenText | undefined;
  readonly workspace: Workspace;
}

/** The chain of one choice: logprobs, mask, edits of the logits, then the pick. This is its only order. */
export class Pipeline {
  readonly #parts: PipelineParts;
  readonly #recorder: LogprobRecorder | undefined;
  readonly #edits: readonly LogitStage[];
  readonly #pick: Pick;
  /** By temperature: those of steps that asked for another than the settings have. */
  readonly #otherPicks = new Map<number, Pick>();

  constructor(parts: PipelineParts, edits: readonly LogitStage[] = createEdits(parts)) {
    const { topLogprobs } = parts.settings;
    this.#parts = parts;
    if (topLogprobs !== undefined) {
      this.#recorder = new LogprobRecorder(topLogprobs, parts.workspace);
    }
    this.#edits = edits;
    this.#pick = createPick(parts);
  }

  get logprobs(): StepLogprobs | undefined {
    return this.#recorder?.step;
  }

  /** Changes `logits` in place. `temperature` stands in for that of the settings, in this step only. */
  run(
    logits: Float32Array,
    random: Random,
    mask: Uint32Array | undefined,
    temperature: number | undefined,
  ): number {
    const { workspace } = this.#parts;
    workspace.load(logits);
    this.#recorder?.observe();
    if (mask !== undefined) applyMask(mask, workspace);
    for (let index = 0; index < this.#edits.length; index++) {
      this.#edits[index]!.apply(logits);
    }
    const pick = temperature === undefined ? this.#pick : this.#pickAt(temperature);
    const token = pick(random);
    if (token < 0) throw nothingLeftError(mask);
    this.#recorder?.record(token);
    return token;
  }

  #pickAt(temperature: number): Pick {
    const known = this.#otherPicks.get(temperature);
    if (known) return known;
    const pick = createPick({ ...this.#parts, settings: { ...this.#parts.settings, temperature } });
    this.#otherPicks.set(temperature, pick);
    return pick;
  }

  /** The same chain over `context`, a copy of this one's. */
  fork(context: TokenContext | undefined): Pipeline {
    const edits = context ? this.#edits.map((stage) => stage.fork(context)) : this.#edits;
    return new Pipeline({ ...this.#parts, context }, edits);
  }
}

/** Whether any stage of the chain depends on the tokens so far. */
export function followsContext(settings: SamplingSettings): boolean {
  return isRepetitionPenalised(settings) || settings.dryMultiplier > 0;
}

/** Stages 2 to 5, without those that are off. */
function createEdits({ settings, context, tokenText }: PipelineParts): LogitStage[] {
  const edits: LogitStage[] = [];
  if (context && settings.dryMultiplier > 0) {
    const breakers = createBreakers(settings.drySequenceBreakers, tokenText);
    edits.push(createDry(settings, context, breakers));
  }
  if (context && isRepetitionPenalised(settings)) edits.push(new Penalties(settings, context));
  if (Object.keys(settings.logitBias).length > 0) edits.push(new Bias(settings.logitBias));
  return edits;
}

function isRepetitionPenalised(settings: SamplingSettings): boolean {
  const { frequencyPenalty, presencePenalty, repetitionPenalty } = settings;
  return frequencyPenalty !== 0 || presencePenalty !== 0 || repetitionPenalty !== 1;
}

function createBreakers(
  breakers: readonly string[],
  tokenText: TokenText | undefined,
): Breakers | undefined {
  if (breakers.length === 0) return undefined;
  if (tokenText === undefined) {
    throw new TypeError(
      'dry_sequence_breakers are found in the text of tokens: pass tokenText, or set them to []',
    );
  }
  return new Breakers(breakers, tokenText);
}

/** Stages 6 to 10 in one: returns the drawn token, or -1 when no logit is finite. */
type Pick = (random: Random) => number;

function createPick({ settings, workspace }: PipelineParts): Pick {
  const { temperature, topP, minP } = settings;
  const topK = settings.topK < workspace.vocabularySize ? settings.topK : 0;
  if (temperature === 0) return () => findLikeliest(workspace);
  if (topK === 0 && topP === 1 && minP === 0) {
    return (random) => drawFromAll(workspace, temperature, random.next());
  }
  const { candidates } = workspace;
  const select = createSelection({ ...settings, topK }, workspace);
  return (random) => {
    select();
    if (minP > 0) keepMinP(candidates, minP);
    return draw(candidates, random.next());
  };
}

/** Stages 6 to 8, and of 9 what saves work: leaves the candidates with their weights. */
function createSelection(settings: SamplingSettings, workspace: Workspace): Selection {
  const { temperature, topK, topP } = settings;
  if (topK === 0 && topP < 1) return topPSelection(settings, workspace);
  const select = topK > 0 ? topKSelection(topK, workspace) : minPSelection(settings, workspace);
  return () => {
    select();
    softmax(workspace.candidates, temperature);
    if (topP < 1) keepTopP(topP, workspace);
  };
}

/** After the mask no stage can make a finite logit infinite, nor drop the likeliest token. */
function nothingLeftError(mask: Uint32Array | undefined): LogitsError {
  if (mask === undefined) return new LogitsError('logits', 'every logit is -Infinity');
  return new LogitsError('mask', 'no token that it allows has a finite logit');
}
