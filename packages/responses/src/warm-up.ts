import type { GenerationDelta, PreparedGeneration } from '@antiphon/backend';
import type { FittedGeneration } from './fit.ts';
import { fit, type RunPlan } from './run/prepared-run.ts';

/** Has the model read the items of a turn, so that it need not read them again, and say nothing. */
export async function warmUp(runPlan: RunPlan): Promise<FittedGeneration> {
  const { plan, turn } = runPlan;
  if (turn.history.length + turn.input.length === 0) {
    return { prepared: { promptTokens: 0, run: nothing }, warnings: [] };
  }
  const brief: typeof plan = {
    ...plan,
    generation(items, round) {
      const { constraint: _, ...request } = plan.generation(items, round);
      return { ...request, choices: 1, maxTokens: 1 };
    },
  };
  const { prepared, warnings } = await fit({ ...runPlan, plan: brief });
  const { promptTokens } = prepared;
  return { prepared: { promptTokens, run: () => silently(prepared) }, warnings };
}

async function* nothing(): AsyncGenerator<GenerationDelta> {}

/** The one token that comes of it is not wanted. */
async function* silently(prepared: PreparedGeneration): AsyncGenerator<GenerationDelta> {
  for await (const delta of prepared.run()) {
    if (delta.kind === 'usage') yield { ...delta, outputTokens: 0, reasoningTokens: 0 };
  }
}
