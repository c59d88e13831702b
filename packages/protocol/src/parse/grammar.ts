import { createCheck } from '../check.ts';
import { Grammar } from '../grammar.ts';
import { isRecord } from '../record.ts';
import { notOneOf } from './one-of.ts';

const checks = Object.fromEntries(
  Grammar.anyOf.map((kind) => [kind.properties.type.const, createCheck(kind)]),
) as { readonly [Type in Grammar['type']]: (value: unknown, path: string) => Grammar };

/** `grammar`, of one of the four kinds. */
export function parseGrammar(value: unknown): Grammar {
  const type = isRecord(value) ? value.type : undefined;
  const check = Object.entries(checks).find(([kind]) => kind === type)?.[1];
  if (check) return check(value, 'grammar');
  throw notOneOf('grammar.type', Object.keys(checks), type);
}
