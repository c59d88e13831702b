import type { Limits } from '../limits.ts';
import { commonTerminals } from './common.ts';
import { LarkFault } from './fault.ts';
import { type LarkToken, lexLark } from './lex.ts';
import { parseAttributes } from './parse-attributes.ts';
import { parseExpression } from './parse-expression.ts';
import { defaultLarkOptions, parseOptions } from './parse-options.ts';
import type { Definition, Expression, LarkGrammar, LarkOptions } from './syntax.ts';
import { TokenStream } from './token-stream.ts';

/** Reads a grammar. Every definition that is wrong is reported to `report`, and left out of the result. */
export function parseLark(
  text: string,
  limits: Limits,
  report: (fault: LarkFault) => void,
): LarkGrammar {
  const draft = new Draft();
  try {
    const tokens = new TokenStream(lexLark(text, limits), limits);
    readItems(tokens, draft, (fault) => {
      report(fault);
      tokens.recover();
    });
    if (tokens.peek().kind !== 'end') throw tokens.unexpected('a definition');
  } catch (fault) {
    if (!(fault instanceof LarkFault)) throw fault;
    report(fault);
  }
  return draft;
}

class Draft implements LarkGrammar {
  readonly rules = new Map<string, Definition>();
  readonly terminals = new Map<string, Definition>();
  readonly ignored: Expression[] = [];
  options: LarkOptions = defaultLarkOptions;

  add(definition: Definition): void {
    const { name, position } = definition;
    const kind = isTerminalName(name) ? 'terminal' : 'rule';
    const place = kind === 'terminal' ? this.terminals : this.rules;
    if (place.has(name)) throw new LarkFault(position, name, `duplicate ${kind} "${name}"`);
    place.set(name, definition);
  }
}

/** Whether a name is one of a terminal: `INT`, `_WS`; rules are `value`, `_list`. */
export function isTerminalName(name: string): boolean {
  return name === name.toUpperCase();
}

function readNested(tokens: TokenStream): LarkGrammar {
  const draft = new Draft();
  readItems(tokens, draft, (fault) => {
    throw fault;
  });
  tokens.expectMark('}', 'at the end of %lark');
  return draft;
}

function readItems(tokens: TokenStream, draft: Draft, onFault: (fault: LarkFault) => void): void {
  for (;;) {
    tokens.skipNewlines();
    if (tokens.peek().kind === 'end' || tokens.isMark('}')) return;
    try {
      readItem(tokens, draft);
      if (!tokens.isMark('}') && tokens.peek().kind !== 'end') {
        tokens.expect('newline', 'the end of the line');
      }
    } catch (fault) {
      if (!(fault instanceof LarkFault)) throw fault;
      onFault(fault);
    }
  }
}

function readItem(tokens: TokenStream, draft: Draft): void {
  const directive = tokens.take('directive');
  if (directive) {
    readDirective(tokens, draft, directive);
    return;
  }
  // `?rule` and `!rule` shape a syntax tree, and we build none.
  while (tokens.takeMark('?') || tokens.takeMark('!'));
  draft.add(readDefinition(tokens));
}

function readDefinition(tokens: TokenStream): Definition {
  const { text: name, position } = tokens.expect('name', 'a rule, a terminal or a directive');
  if (name !== name.toLowerCase() && name !== name.toUpperCase()) {
    throw new LarkFault(position, name, 'a name is lower case (a rule) or upper case (a terminal)');
  }
  const mark = tokens.peek().text;
  if (mark === '.') throw new LarkFault(position, `${name}.`, 'priorities are not supported');
  if (mark === '{') throw new LarkFault(position, `${name}{`, 'templates are not supported');
  if (mark === '::') {
    throw new LarkFault(position, `${name}::`, 'parametric rules are not supported');
  }
  const attributes = parseAttributes(tokens, name, readNested);
  if (isTerminalName(name) && Object.keys(attributes).length > 0) {
    throw new LarkFault(position, name, 'a terminal has no attributes; give them to a rule');
  }
  tokens.expectMark(':', `after "${name}"`);
  return { name, position, attributes, body: parseExpression(tokens, readNested) };
}

function readDirective(tokens: TokenStream, draft: Draft, directive: LarkToken): void {
  const { text, position } = directive;
  switch (text) {
    case '%ignore':
      draft.ignored.push(parseExpression(tokens, readNested));
      return;
    case '%import':
      for (const terminal of readImport(tokens)) draft.add(terminal);
      return;
    case '%llguidance':
      draft.options = parseOptions(draft.options, tokens.next());
      return;
    case '%declare':
    case '%override':
    case '%extend':
      throw new LarkFault(position, text, `${text} is not supported`);
    default:
      throw new LarkFault(position, text, `unknown directive ${text}`);
  }
}

function readImport(tokens: TokenStream): Definition[] {
  const start = tokens.peek();
  const path = [tokens.expect('name', 'what to import').text];
  while (tokens.takeMark('.')) path.push(tokens.expect('name', 'what to import').text);
  if (tokens.isMark('(')) return readImportList(tokens, path);
  const name = path.pop()!;
  const alias = tokens.takeMark('->') ? tokens.expect('name', 'the new name').text : name;
  return [imported(path, name, alias, start)];
}

function readImportList(tokens: TokenStream, path: readonly string[]): Definition[] {
  tokens.next();
  return tokens.group(() => {
    const terminals: Definition[] = [];
    do {
      const token = tokens.expect('name', 'what to import');
      terminals.push(imported(path, token.text, token.text, token));
    } while (tokens.takeMark(','));
    tokens.expectMark(')', 'after what to import');
    return terminals;
  });
}

function imported(
  path: readonly string[],
  source: string,
  name: string,
  { position }: LarkToken,
): Definition {
  const written = [...path, source].join('.');
  const pattern = path.join('.') === 'common' ? commonTerminals.get(source) : undefined;
  if (pattern === undefined) {
    const known = [...commonTerminals.keys()].join(', ');
    throw new LarkFault(position, '%import', `cannot import ${written}; common has ${known}`);
  }
  return {
    name,
    position,
    attributes: {},
    body: { kind: 'regex', pattern, flags: '', position },
  };
}
