import { isControlAt } from '../control-tokens.ts';

/**
 * Finds where a JSON value ends, piece by piece. It checks brackets and strings and the characters between them, no more: what a
 * model writes as arguments is passed on as it is.
 */
export class JsonScanner {
  /** The closing brackets that are due, the next one last. */
  #due = '';
  #state: 'between' | 'string' | 'escape' | 'scalar' | 'done' | 'broken' = 'between';

  /** Whether the value is whole. A number or word is so only when something else has come behind it. */
  get isDone(): boolean {
    return this.#state === 'done';
  }

  /** Whether something came that no JSON value has in this place. */
  get isBroken(): boolean {
    return this.#state === 'broken';
  }

  /** Whether the end of the text would be the end of the value. */
  get mayEnd(): boolean {
    return this.#state === 'done' || (this.#state === 'scalar' && this.#due === '');
  }

  /** How many of the characters belong to the value; what is behind those is left. */
  scan(text: string): number {
    for (let index = 0; index < text.length; index++) {
      if (this.#state === 'done' || this.#state === 'broken') return index;
      if (isControlAt(text, index)) this.#state = this.mayEnd ? 'done' : 'broken';
      else if (this.#step(text[index]!)) continue;
      return index;
    }
    return text.length;
  }

  /** Takes one character; false when it does not belong to the value. */
  #step(character: string): boolean {
    switch (this.#state) {
      case 'escape':
        this.#state = 'string';
        return true;
      case 'string':
        if (character === '"') this.#close();
        else if (character === '\\') this.#state = 'escape';
        return true;
      case 'scalar':
        if (SCALAR.test(character)) return true;
        this.#close();
        return this.#due !== '' && this.#between(character);
      case 'between':
        return this.#between(character);
      case 'done':
      case 'broken':
        return false;
    }
  }

  #between(character: string): boolean {
    const isNested = this.#due !== '';
    if (character === '"') this.#state = 'string';
    else if (character === '{') this.#due += '}';
    else if (character === '[') this.#due += ']';
    else if (isNested && character === this.#due.at(-1)) {
      this.#due = this.#due.slice(0, -1);
      this.#close();
    } else if (SCALAR.test(character)) this.#state = 'scalar';
    else if (!(isNested && SEPARATOR.test(character))) this.#state = 'broken';
    return this.#state !== 'broken';
  }

  #close(): void {
    this.#state = this.#due === '' ? 'done' : 'between';
  }
}

const SCALAR = /[-+.\w]/;
const SEPARATOR = /[\s:,]/;
