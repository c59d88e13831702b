import type { TrialOptions } from './batching.ts';
import type { Claims } from './claims.ts';
import { haveSameBits } from './same-bits.ts';
import type { Sessions } from './sessions.ts';

export interface SessionsTrialOptions extends TrialOptions {
  readonly sessions: Sessions;
  readonly claims: Claims;
}

/** How many tokens are run at a time: kernels for one row, a few and many differ. */
const PIECES = [40, 1, 5, 1];

/**
 * Whether runs beside each other give the bits that runs by themselves give. It runs in the first slot, which must be free.
 */
export async function givesSameBits(options: SessionsTrialOptions): Promise<boolean> {
  const { sessions, claims } = options;
  if (sessions.beside === sessions.alone) return true;
  const alone = await runPieces(options);
  const kinds = ['draw', 'read'] as const;
  const held = kinds.map((kind) => claims.add(kind, new Set()));
  try {
    const beside = await runPieces(options);
    return beside.every((logits, piece) => haveSameBits(logits, alone[piece]!));
  } finally {
    for (const claim of held) claims.end(claim);
  }
}

async function runPieces({ runner, vocabularySize }: SessionsTrialOptions) {
  const rows: Float32Array[] = [];
  let past = 0;
  for (const size of PIECES) {
    const tokens = Array.from({ length: size }, (_, index) => (past + index) % vocabularySize);
    const logits = new Float32Array(vocabularySize);
    await runner.run([{ slot: 0, past, tokens, start: 0, end: size }], 1, logits);
    rows.push(logits);
    past += size;
  }
  return rows;
}
