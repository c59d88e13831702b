/** Tokens that must have come before in the same order for what followed them to be tried. */
const SHORTEST_MATCH = 2;
const LONGEST_MATCH = 4;

const FIRST_LENGTH = 4;
const LONGEST_DRAFT = 16;

/** After a draft without a hit so many steps go without one. */
const REST_STEPS = 8;

/**
 * Guesses how a text goes on: as it did after the last place where its last tokens stood (prompt lookup, Saxena 2023).
 * Drafts grow while they come true.
 */
export class Drafter {
  #length = FIRST_LENGTH;
  #rest = 0;

  /** At most `room` tokens that may follow; none when nothing is known. */
  draft(tokens: readonly number[], room: number): readonly number[] {
    if (this.#rest > 0) {
      this.#rest--;
      return [];
    }
    const start = lastMatch(tokens);
    const length = Math.min(this.#length, room, tokens.length - start);
    return length > 0 ? tokens.slice(start, start + length) : [];
  }

  /** Tells how many tokens of the last draft came true. */
  judge(drafted: number, accepted: number): void {
    if (accepted === 0) this.#rest = REST_STEPS;
    if (accepted === drafted) this.#length = Math.min(this.#length * 2, LONGEST_DRAFT);
    else this.#length = Math.max(accepted + 1, 2);
  }
}

/** What follows the longest match nearest to the end; the length of `tokens` when there is none. */
function lastMatch(tokens: readonly number[]): number {
  const end = tokens.length - 1;
  let best = SHORTEST_MATCH - 1;
  let follower = tokens.length;
  for (let at = end - 1; at >= best && best < LONGEST_MATCH; at--) {
    if (tokens[at] !== tokens[end]) continue;
    let length = 1;
    while (length < LONGEST_MATCH && length <= at && tokens[at - length] === tokens[end - length]) {
      length++;
    }
    if (length <= best) continue;
    best = length;
    follower = at + 1;
  }
  return follower;
}
