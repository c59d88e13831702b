import {
  ConstraintRefusedError,
  type GenerationRequest,
  type LogitsModel,
} from '@antiphon/backend';
import {
  ConstraintError,
  compileGrammar,
  composeResponse,
  createVocabulary,
  type Grammar,
  type Vocabulary,
} from '@antiphon/constraint';
import { answerShape, grammarSource } from './answer/shape.ts';
import type { Dialect } from './dialect/dialect.ts';

/** How many compiled grammars are kept: servers see the same schemas again and again. */
const CACHE_SIZE = 64;

/** Turns what requests demand of an answer into grammars over one model's vocabulary, and remembers the latest. */
export class ConstraintCompiler {
  readonly #model: LogitsModel;
  readonly #dialect: Dialect;
  readonly #grammars = new Map<string, Grammar>();
  #vocabulary: Vocabulary | undefined;

  constructor(model: LogitsModel, dialect: Dialect) {
    this.#model = model;
    this.#dialect = dialect;
  }

  /** `undefined` for an answer that may be anything. Throws `ConstraintRefusedError`. */
  compile(request: GenerationRequest, promptEnding: string): Grammar | undefined {
    try {
      const answer = answerShape(this.#dialect, request, promptEnding);
      if (answer) {
        return this.#keep(answer.key, (vocabulary) => composeResponse(answer.shape, vocabulary));
      }
      const { constraint } = request;
      if (!constraint) return undefined;
      const source = grammarSource(constraint);
      return this.#keep(JSON.stringify(source), (vocabulary) => compileGrammar(source, vocabulary));
    } catch (fault) {
      throw refusalOf(fault);
    }
  }

  #keep(key: string, compile: (vocabulary: Vocabulary) => Grammar): Grammar {
    this.#vocabulary ??= modelVocabulary(this.#model);
    const grammar = this.#grammars.get(key) ?? compile(this.#vocabulary);
    // The last in the map is the latest in use.
    this.#grammars.delete(key);
    this.#grammars.set(key, grammar);
    const [oldest] = this.#grammars.keys();
    if (this.#grammars.size > CACHE_SIZE) this.#grammars.delete(oldest!);
    return grammar;
  }
}

/** A grammar's fault as this contract tells it, also where it shows only while a text is generated; others as they are. */
export function refusalOf(fault: unknown): unknown {
  if (!(fault instanceof ConstraintError)) return fault;
  const code = fault.code === 'grammar_too_complex' ? fault.code : 'invalid_grammar';
  return new ConstraintRefusedError(code, fault.issues);
}

function modelVocabulary({ info, tokenizer }: LogitsModel): Vocabulary {
  const { specialTokens, encode } = tokenizer;
  const tokens = Array.from({ length: info.vocabularySize }, (_, id) => tokenizer.bytes(id));
  return createVocabulary({ tokens, endOfTurnIds: [...info.endOfTurnIds], specialTokens, encode });
}
