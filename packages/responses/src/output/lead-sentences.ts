/** Lets through the first sentence of each paragraph of a text that comes in pieces: a summary that needs no model. */
export class LeadSentences {
  /** White space that is let through only if something follows it. */
  #space = '';
  #state: 'sentence' | 'sentence-end' | 'rest' = 'sentence';
  #hasText = false;

  push(piece: string): string {
    let told = '';
    for (const character of piece) told += this.#next(character);
    return told;
  }

  #next(character: string): string {
    if (/\s/.test(character)) return this.#white(character);
    const isNewParagraph = /\n\s*\n/.test(this.#space);
    if (this.#state === 'rest' && !isNewParagraph) {
      this.#space = '';
      return '';
    }
    const space = isNewParagraph ? '\n\n' : this.#space;
    this.#space = '';
    this.#state = '.!?'.includes(character) ? 'sentence-end' : 'sentence';
    const told = this.#hasText ? space + character : character;
    this.#hasText = true;
    return told;
  }

  #white(character: string): string {
    this.#space += character;
    if (this.#state === 'sentence-end') this.#state = 'rest';
    return '';
  }
}
