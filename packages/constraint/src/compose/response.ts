import { addGrammar, type CompileOptions, compileSymbol, withinStack } from '../compile.ts';
import { GrammarBuilder, type SymbolId } from '../grammar.ts';
import type { Grammar } from '../matcher.ts';
import type { RegexId } from '../regex/store.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { CallWriter } from './calls.ts';
import { boundedText, type TextBounds, whiteSpace } from './free-text.ts';
import type { ReasoningShape, ResponseSegment, ResponseShape, ToolCallShape } from './shape.ts';
import { firstToken, wrapperSymbols } from './wrapper.ts';

/** One grammar over all that a response may consist of; its matchers tell which segment is being written. */
export function composeResponse(
  shape: ResponseShape,
  vocabulary: Vocabulary,
  options: CompileOptions = {},
): Grammar {
  const builder = new GrammarBuilder(options.limits);
  return withinStack(() => {
    const start = new ResponseWriter(builder, vocabulary, options).response(shape);
    return compileSymbol(builder, start, vocabulary, options);
  });
}

/** How much white space may stand between reasoning and what follows it. */
const longestGap = 4;

class ResponseWriter {
  readonly #builder: GrammarBuilder;
  readonly #vocabulary: Vocabulary;
  readonly #options: CompileOptions;

  constructor(builder: GrammarBuilder, vocabulary: Vocabulary, options: CompileOptions) {
    this.#builder = builder;
    this.#vocabulary = vocabulary;
    this.#options = options;
  }

  response(shape: ResponseShape): SymbolId {
    const { reasoning } = shape;
    const answer = this.#builder.choice(this.#answers(shape));
    if (!reasoning) return answer;
    const reasoned = [this.#reasoning(reasoning), ...this.#gap(shape), answer];
    return this.#builder.choice(reasoning.isOpen ? [reasoned] : [reasoned, [answer]]);
  }

  #gap({ beforeFinal }: ResponseShape): SymbolId[] {
    if (beforeFinal !== undefined) return [];
    return [this.#builder.lexeme(whiteSpace(this.#builder.regex, longestGap))];
  }

  #reasoning({ begin, end, isOpen }: ReasoningShape): SymbolId {
    const thoughts = boundedText(this.#builder, { without: [], notAtStart: [] });
    const rest = this.#upTo(thoughts, end);
    const symbols = this.#isToken(end) ? [...rest, ...this.#wrapper(end)] : rest;
    return this.#segment('reasoning', isOpen ? symbols : [...this.#wrapper(begin), ...symbols]);
  }

  #answers(shape: ResponseShape): SymbolId[][] {
    const { toolCalls, final } = shape;
    if (!toolCalls || toolCalls.choice.mode === 'none') return [this.#final(shape)];
    const calls = this.#calls(toolCalls, shape);
    return toolCalls.choice.mode === 'required' || final.kind === 'none'
      ? [...calls, ...(toolCalls.choice.mode === 'required' ? [] : [[]])]
      : [this.#final(shape), ...calls];
  }

  /** The ways in which calls may come: at once, or behind text where text is free. */
  #calls(toolCalls: ToolCallShape, shape: ResponseShape): SymbolId[][] {
    const { format, choice } = toolCalls;
    const writer = new CallWriter(this.#builder, toolCalls, {
      vocabulary: this.#vocabulary,
      options: this.#options,
    });
    const bare = writer.bareCalls();
    const bareAlone = bare === undefined ? [] : [[bare]];
    const hasLead = shape.final.kind === 'free' && shape.beforeFinal === undefined;
    if (choice.mode === 'required' || !hasLead) {
      return [[writer.calls()], ...bareAlone];
    }
    const text = boundedText(this.#builder, { ...this.#bounds(shape), without: [] });
    const lead = this.#segment('text', this.#upTo(text, format.trigger));
    const written = this.#isToken(format.trigger) ? '' : format.trigger;
    return [[lead, writer.calls(written)], ...bareAlone];
  }

  #final(shape: ResponseShape): SymbolId[] {
    return [...this.#wrapper(shape.beforeFinal ?? ''), ...this.#text(shape)];
  }

  #text(shape: ResponseShape): SymbolId[] {
    const { final } = shape;
    switch (final.kind) {
      case 'none':
        return [];
      case 'free': {
        const text = boundedText(this.#builder, this.#bounds(shape));
        return [this.#segment('text', [this.#builder.lexeme(text)])];
      }
      case 'grammar': {
        const { grammar } = final;
        const symbol = addGrammar(this.#builder, grammar, this.#vocabulary, this.#options);
        return [this.#segment('text', [symbol])];
      }
    }
  }

  /** What tells free text from reasoning and from calls, so that no text is both. */
  #bounds({ reasoning, toolCalls }: ResponseShape): TextBounds {
    const format = toolCalls && toolCalls.choice.mode !== 'none' ? toolCalls.format : undefined;
    const begin = reasoning && !reasoning.isOpen ? [reasoning.begin] : [];
    const isText = (marker: string) => !this.#isToken(marker);
    return {
      without: format ? [format.trigger].filter(isText) : [],
      notAtStart: [...begin.filter(isText), ...(format?.bare ? ['{'] : [])],
    };
  }

  /** A text that ends where `marker` first occurs; the marker is part of it unless it is a token. */
  #upTo(text: RegexId, marker: string): SymbolId[] {
    const { regex } = this.#builder;
    if (this.#isToken(marker)) return [this.#builder.lexeme(text)];
    const whole = regex.concat([text, regex.literal(marker)]);
    return [this.#builder.lexeme(whole, { lazy: true })];
  }

  /** Whether a marker begins with a token, which no text can be taken for. */
  #isToken(marker: string): boolean {
    return firstToken(marker, this.#vocabulary.specialTokens)?.start === 0;
  }

  #wrapper(text: string): SymbolId[] {
    return wrapperSymbols(this.#builder, text, this.#vocabulary.specialTokens);
  }

  #segment(segment: ResponseSegment, symbols: readonly SymbolId[]): SymbolId {
    return this.#builder.choice([symbols], { name: segment, segment });
  }
}
