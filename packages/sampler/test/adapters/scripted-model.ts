import { PreTrainedModel, PretrainedConfig, Tensor } from '@xenova/transformers';

/** Logits for the token after `tokens`. */
export type Script = (tokens: readonly number[]) => Float32Array;

/** A transformers.js model whose forward pass is a function, so that `generate()` runs without weights. */
export class ScriptedModel extends PreTrainedModel {
  readonly #script: Script;

  constructor(script: Script) {
    super(new PretrainedConfig({}), {}, {});
    this.#script = script;
    this.can_generate = true;
  }

  /** Every step sees the whole sequences: there is no cache to keep them in. */
  override prepare_inputs_for_generation(inputIds: bigint[][], modelInputs: object): object {
    return { ...modelInputs, sequences: inputIds };
  }

  override async forward({ sequences }: { sequences: bigint[][] }): Promise<{ logits: Tensor }> {
    const rows = sequences.map((tokens) => this.#script(tokens.map(Number)));
    const vocabularySize = rows[0]!.length;
    const data = new Float32Array(rows.length * vocabularySize);
    for (const [row, logits] of rows.entries()) data.set(logits, row * vocabularySize);
    return { logits: new Tensor('float32', data, [rows.length, 1, vocabularySize]) };
  }
}

export function inputsOf(rows: number[][]): { input_ids: Tensor; attention_mask: Tensor } {
  const dims = [rows.length, rows[0]!.length];
  const ids = BigInt64Array.from(rows.flat(), BigInt);
  return {
    input_ids: new Tensor('int64', ids, dims),
    attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), dims),
  };
}
