import { type Constraint, ConstraintRefusedError, type LogitsModel } from '@antiphon/backend';
import {
  ConstraintError,
  compileGrammar,
  createVocabulary,
  type Grammar,
  type Vocabulary,
} from '@antiphon/constraint';

/** How many compiled grammars are kept: servers see the same schemas again and again. */
const CACHE_SIZE = 64;

/** Turns constraints into grammars over one model's vocabulary, and remembers the latest. */
export class ConstraintCompiler {
  readonly #model: LogitsModel;
  readonly #grammars = new Map<string, Grammar>();
  #vocabulary: Vocabulary | undefined;

  constructor(model: LogitsModel) {
    this.#model = model;
  }

  /** Throws `ConstraintRefusedError`. */
  compile(constraint: Constraint): Grammar {
    const key = JSON.stringify(constraint);
    const grammar = this.#grammars.get(key) ?? this.#compile(constraint);
    // The last in the map is the latest in use.
    this.#grammars.delete(key);
    this.#grammars.set(key, grammar);
    const [oldest] = this.#grammars.keys();
    if (this.#grammars.size > CACHE_SIZE) this.#grammars.delete(oldest!);
    return grammar;
  }

  #compile(constraint: Constraint): Grammar {
    this.#vocabulary ??= modelVocabulary(this.#model);
    try {
      return compileGrammar(grammarSource(constraint), this.#vocabulary);
    } catch (fault) {
      throw refusalOf(fault);
    }
  }
}

/** A grammar's fault as this contract tells it, also where it shows only while a text is generated; others as they are. */
export function refusalOf(fault: unknown): unknown {
  if (!(fault instanceof ConstraintError)) return fault;
  const code = fault.code === 'grammar_too_complex' ? fault.code : 'invalid_grammar';
  return new ConstraintRefusedError(code, fault.issues);
}

function grammarSource(constraint: Constraint): Parameters<typeof compileGrammar>[0] {
  if (constraint.type !== 'json_object') return constraint;
  return { type: 'json_schema', value: { type: 'object' } };
}

function modelVocabulary({ info, tokenizer }: LogitsModel): Vocabulary {
  const tokens = Array.from({ length: info.vocabularySize }, (_, id) => tokenizer.bytes(id));
  return createVocabulary({
    tokens,
    endOfTurnIds: [...info.endOfTurnIds],
    encode: tokenizer.encode,
  });
}
