import { Workspace } from '../src/workspace.ts';

/** A workspace as the stages from temperature on find it. */
export function loaded(logits: Float32Array): Workspace {
  const workspace = new Workspace(logits.length);
  workspace.load(logits);
  return workspace;
}

export function candidateIds({ candidates }: Workspace): number[] {
  return [...candidates.ids.slice(0, candidates.count)];
}
