/** A node of a radix tree: the tokens on the way to it are those of its ancestors' labels and its own. */
interface Node<Value> {
  label: Int32Array;
  parent: Node<Value> | undefined;
  /** Tokens from the root to the end of the label. */
  readonly depth: number;
  readonly children: Map<number, Node<Value>>;
  readonly values: Set<Value>;
}

/** A value that begins with the same tokens. */
export interface Match<Value> {
  readonly value: Value;
  /** How many tokens are the same. */
  readonly shared: number;
}

/** Values under lists of tokens, found by what they begin with: a radix tree. */
export class TokenTree<Value> {
  readonly #root: Node<Value> = createNode(new Int32Array(0), undefined);
  readonly #nodes = new Map<Value, Node<Value>>();

  get size(): number {
    return this.#nodes.size;
  }

  has(value: Value): boolean {
    return this.#nodes.has(value);
  }

  /** A value can be there once. */
  add(value: Value, tokens: readonly number[]): void {
    const { path, cut } = this.#descend(tokens, tokens.length);
    const last = cut ? split(cut.node, cut.length) : path.at(-1)!;
    let node = last;
    if (last.depth < tokens.length) {
      node = createNode(Int32Array.from(tokens.slice(last.depth)), last);
      last.children.set(node.label[0]!, node);
    }
    node.values.add(value);
    this.#nodes.set(value, node);
  }

  remove(value: Value): void {
    const node = this.#nodes.get(value);
    if (!node) return;
    this.#nodes.delete(value);
    node.values.delete(value);
    prune(node);
  }

  /** Those that share at least one of the first `limit` tokens, the most shared first. The tree must not change meanwhile. */
  *matches(tokens: readonly number[], limit: number): Generator<Match<Value>> {
    const { path, cut } = this.#descend(tokens, limit);
    let seen: Node<Value> | undefined;
    if (cut) {
      seen = cut.node;
      yield* matchesIn(seen, seen.parent!.depth + cut.length);
    }
    for (let index = path.length - 1; index > 0; index--) {
      const node = path[index]!;
      yield* matchesIn(node, node.depth, seen);
      seen = node;
    }
  }

  /** The nodes that lie wholly on the way, and the one that the way goes into but not through. */
  #descend(tokens: readonly number[], limit: number): Descent<Value> {
    const path = [this.#root];
    let node = this.#root;
    while (node.depth < limit) {
      const child = node.children.get(tokens[node.depth]!);
      if (!child) break;
      const end = Math.min(child.depth, limit);
      let depth = node.depth;
      while (depth < end && child.label[depth - node.depth] === tokens[depth]) depth++;
      if (depth < child.depth) return { path, cut: { node: child, length: depth - node.depth } };
      path.push(child);
      node = child;
    }
    return { path, cut: undefined };
  }
}

interface Descent<Value> {
  readonly path: readonly Node<Value>[];
  /** `length` tokens of the node's label are on the way, at least one and not all. */
  readonly cut: { readonly node: Node<Value>; readonly length: number } | undefined;
}

function createNode<Value>(label: Int32Array, parent: Node<Value> | undefined): Node<Value> {
  const depth = (parent?.depth ?? 0) + label.length;
  return { label, parent, depth, children: new Map(), values: new Set() };
}

function* matchesIn<Value>(
  node: Node<Value>,
  shared: number,
  except?: Node<Value>,
): Generator<Match<Value>> {
  for (const value of node.values) yield { value, shared };
  for (const child of node.children.values()) {
    if (child !== except) yield* matchesIn(child, shared);
  }
}

/** Puts a node in the middle of the way to this one, and returns it. */
function split<Value>(node: Node<Value>, length: number): Node<Value> {
  const parent = node.parent!;
  const upper = createNode(node.label.slice(0, length), parent);
  parent.children.set(upper.label[0]!, upper);
  node.label = node.label.slice(length);
  node.parent = upper;
  upper.children.set(node.label[0]!, node);
  return upper;
}

/** Takes nodes out that nothing needs any more: without it a long-lived path would be split finer and finer. */
function prune<Value>(node: Node<Value>): void {
  const { parent } = node;
  if (!parent || node.values.size > 0 || node.children.size > 1) return;
  const [child] = node.children.values();
  if (!child) {
    parent.children.delete(node.label[0]!);
    prune(parent);
    return;
  }
  const label = new Int32Array(node.label.length + child.label.length);
  label.set(node.label);
  label.set(child.label, node.label.length);
  child.label = label;
  child.parent = parent;
  parent.children.set(label[0]!, child);
}
