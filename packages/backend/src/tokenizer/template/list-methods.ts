import type { Environment } from '@huggingface/jinja';

/** A node of the library's syntax tree; its own declarations do not resolve under Node's rules. */
interface SyntaxNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A value of the interpreter. */
interface RuntimeValue {
  readonly type: string;
  readonly value: unknown;
}

type ListMethod = (
  list: RuntimeValue[],
  argument: RuntimeValue | undefined,
) => RuntimeValue | undefined;

/** Python's methods that change a list, which the interpreter lacks. */
const methods: Readonly<Record<string, ListMethod>> = {
  append(list, item) {
    if (item) list.push(item);
    return undefined;
  },
  pop(list, index) {
    return list.splice(Number(index?.value ?? -1), 1)[0];
  },
};

/** Makes calls of a list's methods in the tree calls of functions, which `addListMethods` provides. Changes the tree in place. */
export function rewriteListMethods(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  for (const child of Object.values(node)) rewriteListMethods(child);
  if (!isNode(node) || node.type !== 'CallExpression' || !isNode(node.callee)) return;
  const { type, computed, property, object } = node.callee;
  if (type !== 'MemberExpression' || computed || !isNode(property)) return;
  const name = String(property.value);
  if (!Object.hasOwn(methods, name) || !Array.isArray(node.args)) return;
  Object.assign(node, { callee: { type: 'Identifier', value: functionName(name) } });
  node.args.unshift(object);
}

export function addListMethods(environment: Environment): void {
  const none: RuntimeValue = environment.set(functionName('none'), null);
  for (const [name, method] of Object.entries(methods)) {
    const callable = environment.set(functionName(name), () => null);
    // A plain function would be given, and would give, values that have lost their place in a list.
    callable.value = ([list, argument]: RuntimeValue[]) => {
      if (!Array.isArray(list?.value)) throw new TypeError(`${list?.type} has no method ${name}`);
      return method(list.value, argument) ?? none;
    };
  }
}

/** No template can have a variable of this name. */
function functionName(method: string): string {
  return `list.${method}`;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}
