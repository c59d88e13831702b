import type { Candidates } from './candidates.ts';
import { type Selection, selectFrom } from './selection.ts';
import { findLikeliest } from './temperature.ts';
import type { Workspace } from './workspace.ts';

/** Drops every candidate less likely than `minP` times the likeliest one (Nguyen et al. 2024). */
export function keepMinP(candidates: Candidates, minP: number): void {
  candidates.keepFrom(minP);
}

/** Makes what min-p can keep the candidates, with their logits. */
export function minPSelection(
  settings: { readonly minP: number; readonly temperature: number },
  workspace: Workspace,
): Selection {
  // A hair further than the exact cut, which `keepMinP` makes afterwards.
  const distance = settings.temperature * (1e-9 - Math.log(settings.minP)) * (1 + 1e-9);
  return () => {
    const likeliest = findLikeliest(workspace);
    const max = likeliest < 0 ? Infinity : workspace.logits[likeliest]!;
    selectFrom(max - distance, workspace);
  };
}
