/** What an answer's text must match, in one of the languages that requests use. */
export type Constraint =
  | { readonly type: 'json_object' }
  | { readonly type: 'json_schema'; readonly value: unknown }
  | { readonly type: 'regex' | 'lark'; readonly value: string }
  | { readonly type: 'llguidance'; readonly value: unknown };

/** One reason why a constraint cannot be honoured. */
export interface ConstraintIssue {
  /** JSON pointer into the constraint's value, or the empty string. */
  readonly pointer: string;
  readonly message: string;
}

/** The constraint is wrong, too large, or asks for what cannot be enforced; each issue is for the caller to correct. */
export class ConstraintRefusedError extends Error {
  override readonly name = 'ConstraintRefusedError';
  readonly code: 'invalid_grammar' | 'grammar_too_complex';
  readonly issues: readonly ConstraintIssue[];

  constructor(code: ConstraintRefusedError['code'], issues: readonly ConstraintIssue[]) {
    super(
      issues
        .map(({ pointer, message }) => (pointer === '' ? message : `${pointer}: ${message}`))
        .join('; '),
    );
    this.code = code;
    this.issues = issues;
  }
}
