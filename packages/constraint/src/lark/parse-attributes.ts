import { LarkFault } from './fault.ts';
import type { LarkToken } from './lex.ts';
import { parseValue, type ReadGrammar } from './parse-expression.ts';
import { parseString } from './parse-string.ts';
import type { Attributes } from './syntax.ts';
import type { TokenStream } from './token-stream.ts';

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Reads `[lazy, capture="x", max_tokens=10]` behind the name of the rule `rule`, when it is there. */
export function parseAttributes(
  tokens: TokenStream,
  rule: string,
  readGrammar: ReadGrammar,
): Attributes {
  const attributes: Mutable<Attributes> = {};
  if (!tokens.isMark('[')) return attributes;
  const start = tokens.next();
  tokens.group(() => {
    do {
      const name = tokens.expect('name', 'the name of an attribute');
      setAttribute(attributes, name, { tokens, rule, readGrammar });
    } while (tokens.takeMark(','));
    tokens.expectMark(']', 'after the attributes of a rule');
  });
  checkTogether(attributes, start);
  return attributes;
}

interface Reader {
  readonly tokens: TokenStream;
  readonly rule: string;
  readonly readGrammar: ReadGrammar;
}

function setAttribute(attributes: Mutable<Attributes>, name: LarkToken, reader: Reader): void {
  const { tokens, rule, readGrammar } = reader;
  switch (name.text) {
    case 'lazy':
      attributes.lazy = true;
      return;
    case 'capture':
      attributes.capture = tokens.isMark('=') ? readText(tokens) : rule;
      return;
    case 'stop_capture':
      attributes.stopCapture = readText(tokens);
      return;
    case 'stop':
    case 'suffix':
      tokens.expectMark('=', `after ${name.text}`);
      attributes[name.text] = parseValue(tokens, readGrammar);
      return;
    case 'max_tokens':
      attributes.maxTokens = readNumber(tokens, Number.isSafeInteger);
      return;
    case 'temperature':
      attributes.temperature = readNumber(tokens, Number.isFinite);
      return;
    default:
      throw new LarkFault(name.position, name.text, `unknown attribute "${name.text}"`);
  }
}

function readText(tokens: TokenStream): string {
  tokens.expectMark('=', 'before the value of an attribute');
  return parseString(tokens.expect('string', 'a string')).text;
}

function readNumber(tokens: TokenStream, isAllowed: (value: number) => boolean): number {
  tokens.expectMark('=', 'before the value of an attribute');
  const { text, position } = tokens.expect('number', 'a number');
  const value = Number(text);
  if (value < 0 || !isAllowed(value)) throw new LarkFault(position, text, `${text} is not allowed`);
  return value;
}

function checkTogether(attributes: Attributes, { position }: LarkToken): void {
  const { stop, suffix, stopCapture } = attributes;
  if (stop && suffix) {
    throw new LarkFault(position, 'stop', 'stop= and suffix= cannot be used together');
  }
  if (stopCapture !== undefined && !stop && !suffix) {
    throw new LarkFault(position, 'stop_capture', 'stop_capture= needs stop= or suffix=');
  }
}
