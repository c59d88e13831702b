import type { Constraint } from '@antiphon/backend';
import {
  type CreateResponse,
  InvalidRequestError,
  type ResponseTextFormat,
  type TextFormat,
} from '@antiphon/protocol';

/** A constraint, with the path of the field that holds it. */
export interface RequestedConstraint {
  readonly constraint: Constraint;
  readonly param: string;
}

/** What the answer must match; `undefined` for free text. Throws `InvalidRequestError` when two fields constrain it. */
export function requestedConstraint(request: CreateResponse): RequestedConstraint | undefined {
  const format = formatConstraint(request.format);
  if (format && request.grammar) {
    throw new InvalidRequestError(
      'grammar',
      'grammar and text.format both constrain the text; give one of them',
    );
  }
  return request.grammar ? { constraint: request.grammar, param: 'grammar.value' } : format;
}

/** The format as the response echoes it. */
export function echoFormat(format: TextFormat | undefined): ResponseTextFormat {
  if (format?.type !== 'json_schema') return format ?? { type: 'text' };
  return { ...format, description: format.description ?? null, strict: format.strict ?? false };
}

function formatConstraint(format: TextFormat | undefined): RequestedConstraint | undefined {
  switch (format?.type) {
    case undefined:
    case 'text':
      return undefined;
    case 'json_object':
      return { constraint: { type: 'json_object' }, param: 'text.format' };
    case 'json_schema':
      return {
        constraint: { type: 'json_schema', value: format.schema },
        param: 'text.format.schema',
      };
  }
}
