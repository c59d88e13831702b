import { ConstraintError, type ConstraintErrorCode, type Issue } from '../errors.ts';

interface Fault extends Issue {
  readonly code: ConstraintErrorCode;
}

/** Collects what is wrong with a schema, so that its author learns of everything at once. */
export class SchemaFaults {
  readonly warnings: Issue[] = [];
  readonly #faults = new Map<string, Fault>();
  #pointer = '';

  /** Where the reader is at work; faults found while unfolding are reported there. */
  at(pointer: string): void {
    this.#pointer = pointer;
  }

  /** The keyword asks for something that cannot be honoured. */
  unsupported(pointer: string, keyword: string, message: string): void {
    this.#add({ code: 'unsupported_grammar', pointer, keyword, message });
  }

  /** The keyword is not written as JSON Schema has it. */
  invalid(pointer: string, keyword: string, message: string): void {
    this.#add({ code: 'invalid_grammar', pointer, keyword, message });
  }

  /** As `unsupported`, at the place at hand. */
  add(keyword: string, message: string): void {
    this.unsupported(this.#pointer, keyword, message);
  }

  warn(pointer: string, keyword: string, message: string): void {
    this.warnings.push({ pointer, keyword, message });
  }

  tooComplex(what: string): ConstraintError {
    const message = `the schema unfolds to too many ${what}`;
    const issue = { pointer: this.#pointer, keyword: what, message };
    return new ConstraintError('grammar_too_complex', [issue]);
  }

  /** Throws if anything was found. */
  settle(): void {
    const faults = [...this.#faults.values()];
    if (faults.length === 0) return;
    const isInvalid = faults.some(({ code }) => code === 'invalid_grammar');
    throw new ConstraintError(
      isInvalid ? 'invalid_grammar' : 'unsupported_grammar',
      faults.map(({ pointer, keyword, message }) => ({ pointer, keyword, message })),
    );
  }

  #add(fault: Fault): void {
    this.#faults.set(`${fault.pointer} ${fault.keyword} ${fault.message}`, fault);
  }
}
