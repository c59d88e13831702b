/** One fault of a grammar and where it stands. */
export interface Issue {
  /** JSON pointer into the source; '' is the whole of it. */
  readonly pointer: string;
  /** The keyword, directive or construct at fault. */
  readonly keyword: string;
  readonly message: string;
}

export type ConstraintErrorCode =
  /** The source is not well formed. */
  | 'invalid_grammar'
  /** The source asks for something that cannot be honoured. */
  | 'unsupported_grammar'
  /** Nothing at all satisfies the grammar. */
  | 'unsatisfiable_grammar'
  /** A limit is exhausted. */
  | 'grammar_too_complex';

/** A fault in the grammar of a request: its sender has to change it. Carries every issue at once. */
export class ConstraintError extends Error {
  override readonly name = 'ConstraintError';
  readonly code: ConstraintErrorCode;
  readonly issues: readonly Issue[];

  constructor(code: ConstraintErrorCode, issues: readonly Issue[]) {
    super(issues.map(describe).join('; '));
    this.code = code;
    this.issues = issues;
  }
}

/** The error of an exhausted limit; `limit` is its name in `Limits`. */
export function tooComplexError(limit: string, allowed: number): ConstraintError {
  const message = `the grammar needs more than ${allowed} ${limit}`;
  return new ConstraintError('grammar_too_complex', [{ pointer: '', keyword: limit, message }]);
}

function describe({ pointer, keyword, message }: Issue): string {
  const place = [pointer, keyword].filter((part) => part !== '').join(' ');
  return place === '' ? message : `${place}: ${message}`;
}
