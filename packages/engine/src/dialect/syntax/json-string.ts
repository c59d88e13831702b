import { isControlAt } from '../control-tokens.ts';

/** Reads what a JSON string stands for, piece by piece, from its opening quote on. */
export class JsonStringDecoder {
  #state: 'before' | 'within' | 'done' | 'broken' = 'before';
  /** An escape that is not whole yet. */
  #escape = '';

  get isDone(): boolean {
    return this.#state === 'done';
  }

  /** Whether something came that no string has in this place. */
  get isBroken(): boolean {
    return this.#state === 'broken';
  }

  /** What the characters stand for, and how many of them belong to the string. */
  decode(characters: string): { length: number; text: string } {
    let text = '';
    let index = 0;
    for (; index < characters.length && !this.isDone; index++) {
      if (isControlAt(characters, index)) this.#state = 'broken';
      if (this.#state !== 'broken') text += this.#step(characters[index]!);
      if (this.#state === 'broken') break;
    }
    return { length: index, text };
  }

  #step(character: string): string {
    if (this.#escape !== '') return this.#escaped(character);
    if (this.#state === 'before') this.#state = character === '"' ? 'within' : 'broken';
    else if (character === '"') this.#state = 'done';
    else if (character === '\\') this.#escape = '\\';
    else return character;
    return '';
  }

  #escaped(character: string): string {
    const isCut = character === '"' && this.#escape.length > 1 && !this.#escape.endsWith('\\');
    if (isCut) this.#state = 'done';
    else this.#escape += character;
    if (!isCut && !isWholeEscape(this.#escape)) return '';
    const written = this.#escape;
    this.#escape = '';
    return meaningOf(written);
  }
}

/** `\n`, `\u00e9`, and both halves of a pair, so that no half is ever passed on alone. */
function isWholeEscape(written: string): boolean {
  if (written[1] !== 'u') return true;
  if (/^\\u[dD][89abAB]/.test(written)) return written.length === 12 || !isPairSoFar(written);
  return written.length === 6 || !/^\\u[\da-fA-F]*$/.test(written);
}

function isPairSoFar(written: string): boolean {
  return /^\\u[\da-fA-F]{0,4}(?:$|\\(?:$|u[\da-fA-F]{0,4}$))/.test(written);
}

/** An escape that JSON does not know is what it is written as. */
function meaningOf(written: string): string {
  try {
    return String(JSON.parse(`"${written}"`)).toWellFormed();
  } catch {
    return written;
  }
}
