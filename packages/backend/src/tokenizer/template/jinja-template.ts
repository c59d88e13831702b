import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja';
import { formatDate } from './format-date.ts';
import { addListMethods, rewriteListMethods } from './list-methods.ts';

/** Renders a Jinja template with the globals that Hugging Face gives to chat templates. */
export type JinjaTemplate = (variables: Readonly<Record<string, unknown>>) => string;

/** What the template itself refused by `raise_exception`. */
export class TemplateRefusal extends Error {
  override readonly name = 'TemplateRefusal';
}

/** What the library's lexer gives; its own declarations do not resolve under Node's rules. */
interface Lexeme {
  readonly type: string;
  readonly value: string;
}

export function compileJinja(source: string): JinjaTemplate {
  const tokens: readonly Lexeme[] = tokenize(source, { lstrip_blocks: true, trim_blocks: true });
  const names = tokens.filter((token) => token.type === 'Identifier').map((token) => token.value);
  // The interpreter throws and catches an error for each look-up of a name that nobody has set.
  const absent = Object.fromEntries(names.map((name) => [name, undefined]));
  const program = parse(tokens);
  rewriteListMethods(program);
  return (variables) => {
    const environment = new Environment();
    addListMethods(environment);
    for (const [name, value] of Object.entries({ ...absent, ...globals, ...variables })) {
      if (!environment.variables.has(name)) environment.set(name, value);
    }
    return new Interpreter(environment).run(program).toString();
  };
}

const globals: Readonly<Record<string, unknown>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
  raise_exception: (message: string) => {
    throw new TemplateRefusal(message);
  },
  strftime_now: (format: string) => formatDate(new Date(), format),
  range,
};

/** Python's `range`. */
function range(first: number, stop?: number, step = 1): number[] {
  const [from, to] = stop === undefined ? [0, first] : [first, stop];
  const length = Math.max(0, Math.ceil((to - from) / step));
  return Array.from({ length }, (_, index) => from + index * step);
}
