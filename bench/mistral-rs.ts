import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { basename, dirname } from 'node:path';

export interface MistralFigure {
  /** Tokens of the prompt: the nearest that whole words allow. */
  readonly context: number;
  /** Means of tokens a second, as mistral.rs counts them. */
  readonly tokensPerSecond: number;
  readonly promptTokensPerSecond: number;
}

/** A python that can import mistralrs. */
const python = process.env.MISTRALRS_PYTHON;

/** Runs mistral.rs on a GGUF file, in a process of its own; `undefined` where MISTRALRS_PYTHON is not set. */
export function runMistralRs(
  path: string,
  contexts: readonly number[],
): readonly MistralFigure[] | undefined {
  if (python === undefined) return undefined;
  const input = { folder: dirname(path), file: basename(path), contexts };
  const result = spawnSync(python, ['-c', script, JSON.stringify(input)], {
    encoding: 'utf8',
    env: { ...process.env, RAYON_NUM_THREADS: String(availableParallelism()) },
    timeout: 600_000,
  });
  if (result.status !== 0) throw new Error(`mistral.rs: ${result.stderr.slice(-2000)}`);
  return JSON.parse(result.stdout.trim().split('\n').at(-1)!);
}

const script = `
import json, sys
from mistralrs import CompletionRequest, Runner, Which

given = json.loads(sys.argv[1])
runner = Runner(which=Which.GGUF(quantized_model_id=given["folder"], quantized_filename=given["file"]))

def run(words, tokens):
    prompt = " ".join(f"word{number % 10}" for number in range(words))
    request = CompletionRequest(model="local", prompt=prompt, max_tokens=tokens, temperature=0.0)
    return runner.send_completion_request(request).usage

per_word = run(30, 8).prompt_tokens / 30
figures = []
for context in given["contexts"]:
    usage = run(round(context / per_word), 48)
    # The end of the turn may come at once: then there is nothing to take the mean of.
    if usage.completion_tokens < 48:
        continue
    figures.append({
        "context": usage.prompt_tokens,
        "tokensPerSecond": usage.avg_compl_tok_per_sec,
        "promptTokensPerSecond": usage.avg_prompt_tok_per_sec,
    })
print(json.dumps(figures))
`;
