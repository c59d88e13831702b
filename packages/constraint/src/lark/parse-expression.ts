import { LarkFault } from './fault.ts';
import type { LarkToken } from './lex.ts';
import { parseString } from './parse-string.ts';
import type { Position } from './position.ts';
import type { Expression, LarkGrammar } from './syntax.ts';
import type { TokenStream } from './token-stream.ts';

/** Reads the grammar inside the braces of `%lark { … }`. */
export type ReadGrammar = (tokens: TokenStream) => LarkGrammar;

/** Reads alternatives: `|` binds loosest, then `&`, then juxtaposition, then `?*+{}`, then `~`. */
export function parseExpression(tokens: TokenStream, readGrammar: ReadGrammar): Expression {
  const { position } = tokens.peek();
  const parts = [parseBranch(tokens, readGrammar)];
  while (tokens.takeBar()) parts.push(parseBranch(tokens, readGrammar));
  return joined('choice', parts, position);
}

function joined(
  kind: 'choice' | 'both' | 'sequence',
  parts: readonly Expression[],
  position: Position,
): Expression {
  return parts.length === 1 ? parts[0]! : { kind, parts, position };
}

function parseBranch(tokens: TokenStream, readGrammar: ReadGrammar): Expression {
  const { position } = tokens.peek();
  const parts = [parseSequence(tokens, readGrammar)];
  while (tokens.takeMark('&')) parts.push(parseSequence(tokens, readGrammar));
  // What an alias names is a branch of a syntax tree, and we build none.
  if (tokens.takeMark('->')) tokens.expect('name', 'the name of an alias');
  const directive = tokens.peek();
  if (directive.kind === 'directive' && directive.text === '%if') {
    throw new LarkFault(directive.position, '%if', 'parametric rules are not supported');
  }
  return joined('both', parts, position);
}

function parseSequence(tokens: TokenStream, readGrammar: ReadGrammar): Expression {
  const { position } = tokens.peek();
  const parts: Expression[] = [];
  while (beginsAtom(tokens)) parts.push(parseRepetition(tokens, readGrammar));
  return joined('sequence', parts, position);
}

const embedding = new Set(['%json', '%regex', '%lark']);

function beginsAtom(tokens: TokenStream): boolean {
  const { kind, text } = tokens.peek();
  switch (kind) {
    case 'newline':
    case 'end':
      return false;
    case 'directive':
      return embedding.has(text);
    case 'mark':
      return text === '(' || text === '[' || text === '~';
    case 'json':
    case 'name':
    case 'string':
    case 'regex':
    case 'number':
    case 'special-token':
    case 'grammar-reference':
      return true;
  }
}

const operators = new Map<string, readonly [number, number]>([
  ['?', [0, 1]],
  ['*', [0, Infinity]],
  ['+', [1, Infinity]],
]);

function parseRepetition(tokens: TokenStream, readGrammar: ReadGrammar): Expression {
  const part = parseAtom(tokens, readGrammar);
  const { position, text, kind } = tokens.peek();
  const operator = kind === 'mark' ? operators.get(text) : undefined;
  if (operator) {
    tokens.next();
    return { kind: 'repeat', part, least: operator[0], most: operator[1], position };
  }
  if (tokens.isMark('~') && tokens.peek(1).kind === 'number') {
    tokens.next();
    return bounded(part, parseTildeBounds(tokens), position);
  }
  if (tokens.takeMark('{')) return bounded(part, parseBraceBounds(tokens), position);
  return part;
}

function bounded(
  part: Expression,
  [least, most]: readonly [number, number],
  position: Position,
): Expression {
  const written = `{${least},${most === Infinity ? '' : most}}`;
  if (least < 0) throw new LarkFault(position, written, 'a repetition starts at 0 or above');
  if (most < least)
    throw new LarkFault(position, written, 'a repetition ends at its start or above');
  return { kind: 'repeat', part, least, most, position };
}

function parseTildeBounds(tokens: TokenStream): [number, number] {
  const least = parseCount(tokens);
  return [least, tokens.takeMark('..') ? parseCount(tokens) : least];
}

function parseBraceBounds(tokens: TokenStream): [number, number] {
  const least = tokens.isMark(',') ? 0 : parseCount(tokens);
  let most = least;
  if (tokens.takeMark(',')) most = tokens.isMark('}') ? Infinity : parseCount(tokens);
  tokens.expectMark('}', 'after the bounds of a repetition');
  return [least, most];
}

function parseCount(tokens: TokenStream): number {
  const { text, position } = tokens.expect('number', 'a number of repetitions');
  const count = Number(text);
  if (!Number.isSafeInteger(count)) {
    throw new LarkFault(position, text, 'a number of repetitions is whole');
  }
  return count;
}

function parseAtom(tokens: TokenStream, readGrammar: ReadGrammar): Expression {
  const { position } = tokens.peek();
  if (tokens.takeMark('~')) {
    return tokens.nested(() => ({ kind: 'not', part: parseAtom(tokens, readGrammar), position }));
  }
  if (tokens.isMark('(')) return parseGroup(tokens, ')', readGrammar);
  if (tokens.isMark('[')) {
    const part = parseGroup(tokens, ']', readGrammar);
    return { kind: 'repeat', part, least: 0, most: 1, position };
  }
  return parseValue(tokens, readGrammar);
}

function parseGroup(tokens: TokenStream, close: string, readGrammar: ReadGrammar): Expression {
  tokens.next();
  return tokens.group(() => {
    const inner = parseExpression(tokens, readGrammar);
    tokens.expectMark(close, 'at the end of a group');
    return inner;
  });
}

/** Reads what stands for itself: a literal, a name, a token, an embedded grammar. */
export function parseValue(tokens: TokenStream, readGrammar: ReadGrammar): Expression {
  const token = tokens.next();
  const { kind, text, position } = token;
  switch (kind) {
    case 'name':
      refuseTemplate(tokens, token);
      return { kind, name: text, position };
    case 'string':
      return parseLiteral(tokens, token);
    case 'regex': {
      const end = text.lastIndexOf('/');
      return { kind, pattern: text.slice(1, end), flags: text.slice(end + 1), position };
    }
    case 'special-token':
      return { kind, text, position };
    case 'grammar-reference':
      return { kind, name: text.slice(1), position };
    case 'directive':
      return parseEmbedded(tokens, token, readGrammar);
    case 'number':
    case 'json':
    case 'mark':
    case 'newline':
    case 'end':
      throw new LarkFault(position, text.trim(), 'expected a string, a regex or a name here');
  }
}

function refuseTemplate(tokens: TokenStream, name: LarkToken): void {
  if (tokens.isMark('::')) {
    throw new LarkFault(name.position, `${name.text}::`, 'parametric rules are not supported');
  }
  if (!tokens.isMark('{') || tokens.isMark(',', 1) || tokens.peek(1).kind === 'number') return;
  throw new LarkFault(name.position, `${name.text}{`, 'templates are not supported');
}

function parseLiteral(tokens: TokenStream, token: LarkToken): Expression {
  const { position } = token;
  const { text, ignoreCase } = parseString(token);
  if (!tokens.takeMark('..')) return { kind: 'string', text, ignoreCase, position };
  const last = parseString(tokens.expect('string', 'a string that ends the range'));
  return { kind: 'range', first: text, last: last.text, position };
}

function parseEmbedded(
  tokens: TokenStream,
  { text, position }: LarkToken,
  readGrammar: ReadGrammar,
): Expression {
  switch (text) {
    case '%json':
      return { kind: 'json', text: tokens.next().text, position };
    case '%regex':
      return { kind: 'substring', text: tokens.next().text, position };
    case '%lark':
      tokens.expectMark('{', 'after %lark');
      return { kind: 'lark', grammar: tokens.grammar(() => readGrammar(tokens)), position };
    default:
      throw new LarkFault(position, text, `${text} cannot stand here`);
  }
}
