import { hasOnlyAnchors, withoutAnchors } from './anchors.ts';
import { ALL_CODE_POINTS, type CodePoints, classEscape, commonOf, inverse } from './code-points.ts';
import { hasAssertion, looksBack, type Pattern, PatternError } from './pattern.ts';
import { EMPTY, NOTHING, type RegexId, type RegexStore } from './store.ts';

/** What stands before the place at hand: nothing, a word character or another one. */
type Before = 'start' | 'word' | 'other';

/** How often a repetition that holds an assertion may be written out. */
const MAX_COPIES = 8;
const WORD = classEscape('w');

/** A sequence, part by part; lists that end alike share their end. */
interface Parts {
  readonly part: Pattern;
  readonly others: Parts | undefined;
  /** Whether any of the parts does. */
  readonly looksBack: boolean;
}

/** Turns patterns into byte regexes; `characters` says how a set of code points is written in bytes. */
export class PatternLowering {
  /** Every text: any number of any characters. */
  readonly anyText: RegexId;
  readonly #store: RegexStore;
  readonly #characters: (points: CodePoints) => RegexId;
  /** What is known of a list is used wherever it follows: else each part that is split would double the work for those behind it. */
  readonly #sequences = new Map<Parts, Map<string, RegexId>>();
  readonly #unfoldings = new Map<Parts, readonly (Parts | undefined)[]>();
  readonly #lists = new Map<Pattern, Parts>();

  constructor(store: RegexStore, characters: (points: CodePoints) => RegexId) {
    this.#store = store;
    this.#characters = characters;
    this.anyText = store.repeat(characters(ALL_CODE_POINTS), 0, Infinity);
  }

  /** The texts that match from their first to their last character. */
  whole(pattern: Pattern): RegexId {
    if (!hasAssertion(pattern)) return this.#plain(pattern);
    return this.#before(pattern, EMPTY, 'start');
  }

  /** The texts that hold a match somewhere: the meaning of `pattern` in JSON Schema. */
  search(pattern: Pattern): RegexId {
    if (!hasAssertion(pattern) && this.#store.isNullable(this.#plain(pattern))) return this.anyText;
    const store = this.#store;
    const matches = (before: Before) => this.#before(pattern, this.anyText, before);
    if (!looksBack(pattern)) return store.concat([this.anyText, matches('start')]);
    const later = [
      store.concat([this.anyText, this.#characters(WORD), matches('word')]),
      store.concat([this.anyText, this.#characters(inverse(WORD)), matches('other')]),
    ];
    const [word, other] = [matches('word'), matches('other')];
    if (word === other) {
      return store.union([matches('start'), store.concat([this.#someText(), other])]);
    }
    return store.union([matches('start'), ...later]);
  }

  #plain(pattern: Pattern): RegexId {
    const store = this.#store;
    switch (pattern.kind) {
      case 'characters':
        return pattern.points.length === 0 ? NOTHING : this.#characters(pattern.points);
      case 'sequence':
        return store.concat(pattern.parts.map((part) => this.#plain(part)));
      case 'choice':
        return store.union(pattern.options.map((option) => this.#plain(option)));
      case 'repeat':
        return store.repeat(this.#plain(pattern.body), pattern.least, pattern.most);
      case 'start':
      case 'end':
      case 'boundary':
      case 'look-ahead':
        throw new PatternError('an assertion has no width to repeat');
    }
  }

  /** The texts that begin with a match of `pattern`, followed by a text of `rest`. */
  #before(pattern: Pattern, rest: RegexId, before: Before): RegexId {
    const store = this.#store;
    if (rest === NOTHING) return rest;
    if (!hasAssertion(pattern)) return store.concat([this.#plain(pattern), rest]);
    switch (pattern.kind) {
      case 'sequence':
        return this.#sequence(this.#listOf(pattern), rest, before);
      case 'choice':
        return store.union(pattern.options.map((option) => this.#before(option, rest, before)));
      case 'repeat':
        return this.#repeat(pattern, rest, before);
      case 'start':
        return before === 'start' ? rest : NOTHING;
      case 'end':
        return store.isNullable(rest) ? EMPTY : NOTHING;
      case 'boundary':
        return store.intersection([rest, this.#boundary(before, pattern.negated)]);
      case 'look-ahead': {
        const ahead = this.#before(pattern.body, this.anyText, before);
        return store.intersection([rest, pattern.negated ? store.complement(ahead) : ahead]);
      }
      case 'characters':
        return store.concat([this.#plain(pattern), rest]);
    }
  }

  #sequence(parts: Parts | undefined, rest: RegexId, before: Before): RegexId {
    if (parts === undefined) return rest;
    const key = `${rest} ${before}`;
    const known = this.#sequences.get(parts)?.get(key);
    if (known !== undefined) return known;
    const lowered = this.#newSequence(parts, rest, before);
    const ofParts = this.#sequences.get(parts) ?? new Map<string, RegexId>();
    this.#sequences.set(parts, ofParts.set(key, lowered));
    return lowered;
  }

  #newSequence(parts: Parts, rest: RegexId, before: Before): RegexId {
    const { part, others } = parts;
    if (others === undefined) return this.#before(part, rest, before);
    if (!others.looksBack) {
      return this.#before(part, this.#sequence(others, rest, before), before);
    }
    return this.#sequenceLookingBack(parts, others, { rest, before });
  }

  /** What comes later looks back at what the first part has matched. */
  #sequenceLookingBack(
    parts: Parts,
    others: Parts,
    { rest, before }: { readonly rest: RegexId; readonly before: Before },
  ): RegexId {
    const { part } = parts;
    if (!hasAssertion(part)) return this.#split(part, others, rest, before);
    switch (part.kind) {
      case 'sequence':
      case 'choice':
      case 'repeat':
        return this.#store.union(
          this.#unfolded(parts).map((branch) => this.#sequence(branch, rest, before)),
        );
      case 'start':
      case 'end':
      case 'boundary':
      case 'look-ahead':
        return this.#before(part, this.#sequence(others, rest, before), before);
      case 'characters':
        return this.#split(part, others, rest, before);
    }
  }

  /** What a list stands for whose first part is made of others: one list, or one for each option. */
  #unfolded(parts: Parts): readonly (Parts | undefined)[] {
    const known = this.#unfoldings.get(parts);
    if (known !== undefined) return known;
    const { part, others } = parts;
    const branches = this.#unfold(part).map((first) => listed(first, others));
    this.#unfoldings.set(parts, branches);
    return branches;
  }

  #unfold(part: Pattern): readonly (readonly Pattern[])[] {
    if (part.kind === 'sequence') return [part.parts];
    if (part.kind === 'choice') return part.options.map((option) => [option]);
    return part.kind === 'repeat' ? [[this.#writtenOut(part)]] : [[part]];
  }

  #listOf(sequence: Extract<Pattern, { kind: 'sequence' }>): Parts | undefined {
    const known = this.#lists.get(sequence);
    const list = known ?? listed(sequence.parts, undefined);
    if (known === undefined && list !== undefined) this.#lists.set(sequence, list);
    return list;
  }

  /** Splits what a plain part matches by its last character. */
  #split(part: Pattern, others: Parts, rest: RegexId, before: Before): RegexId {
    const store = this.#store;
    const matched = this.#plain(part);
    const ending = (points: CodePoints) =>
      part.kind === 'characters'
        ? this.#plain({ kind: 'characters', points: commonOf(part.points, points) })
        : store.intersection([matched, store.concat([this.anyText, this.#characters(points)])]);
    const after = (next: Before) => this.#sequence(others, rest, next);
    const [word, other] = [after('word'), after('other')];
    const branches = store.isNullable(matched) ? [after(before)] : [];
    if (word !== other) {
      branches.push(
        store.concat([ending(WORD), word]),
        store.concat([ending(inverse(WORD)), other]),
      );
    } else if (word !== NOTHING) {
      branches.push(store.concat([store.intersection([matched, this.#someText()]), word]));
    }
    return store.union(branches);
  }

  #repeat(pattern: Extract<Pattern, { kind: 'repeat' }>, rest: RegexId, before: Before): RegexId {
    const tempered = pattern.most === Infinity ? temperedParts(pattern.body) : undefined;
    if (tempered !== undefined && rest === EMPTY) {
      return this.#tempered(tempered, pattern.least);
    }
    if (pattern.most !== Infinity || pattern.least > MAX_COPIES || !hasOnlyAnchors(pattern.body)) {
      return this.#before(this.#writtenOut(pattern), rest, before);
    }
    if (pattern.least === 0) return this.#anchored(pattern.body, rest, before);
    const copies = Array<Pattern>(pattern.least).fill(pattern.body);
    return this.#sequence(listed([...copies, { ...pattern, least: 0 }], undefined), rest, before);
  }

  /** A repetition with `^` or `$` in it: `^` can only hold in the first round and `$` in the last. */
  #anchored(body: Pattern, rest: RegexId, before: Before): RegexId {
    const store = this.#store;
    const last = store.isNullable(rest) ? this.#before(body, EMPTY, 'other') : NOTHING;
    const middle = store.repeat(this.#plain(withoutAnchors(body)), 0, Infinity);
    const later = store.concat([middle, store.union([rest, last])]);
    return store.union([later, this.#before(body, later, before)]);
  }

  /** `((?!x)c)*` up to the end of the text: no `x` may begin anywhere. */
  #tempered(parts: { ahead: Pattern; body: Pattern }, least: number): RegexId {
    const store = this.#store;
    const ahead = this.#before(parts.ahead, this.anyText, 'other');
    const found = store.concat([this.anyText, store.intersection([ahead, this.#someText()])]);
    const body = store.repeat(this.#plain(parts.body), least, Infinity);
    return store.intersection([body, store.complement(found)]);
  }

  #writtenOut({ body, least, most }: Extract<Pattern, { kind: 'repeat' }>): Pattern {
    if (most > MAX_COPIES) {
      throw new PatternError('an assertion within an unbounded repetition is not supported');
    }
    let optional: Pattern = { kind: 'sequence', parts: [] };
    for (let count = least; count < most; count++) {
      const more: Pattern = { kind: 'sequence', parts: [body, optional] };
      optional = { kind: 'choice', options: [more, { kind: 'sequence', parts: [] }] };
    }
    return { kind: 'sequence', parts: [...Array<Pattern>(least).fill(body), optional] };
  }

  #boundary(before: Before, negated: boolean): RegexId {
    const store = this.#store;
    const nextIsWord = store.concat([this.#characters(WORD), this.anyText]);
    const wanted = (before === 'word') === negated;
    return wanted ? nextIsWord : store.complement(nextIsWord);
  }

  #someText(): RegexId {
    return this.#store.repeat(this.#characters(ALL_CODE_POINTS), 1, Infinity);
  }
}

function listed(parts: readonly Pattern[], others: Parts | undefined): Parts | undefined {
  return parts.reduceRight<Parts | undefined>(
    (list, part) => ({
      part,
      others: list,
      looksBack: looksBack(part) || (list?.looksBack ?? false),
    }),
    others,
  );
}

/** The parts of `(?!ahead)body` with a single character as its body. */
function temperedParts(pattern: Pattern): { ahead: Pattern; body: Pattern } | undefined {
  if (pattern.kind !== 'sequence' || pattern.parts.length !== 2) return undefined;
  const [look, body] = pattern.parts;
  if (look?.kind !== 'look-ahead' || !look.negated || looksBack(look.body)) return undefined;
  return body?.kind === 'characters' ? { ahead: look.body, body } : undefined;
}
