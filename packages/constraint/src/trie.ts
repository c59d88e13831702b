/**
 * Tokens by their bytes, depth first: the subtree of node n is n+1 to end[n]-1, so that a walk skips a
 * subtree by a jump and needs no recursion.
 */
export interface Trie {
  readonly length: number;
  /** The node's byte in the low 8 bits; above them the token that ends here plus one, or 0. */
  readonly node: Int32Array;
  readonly end: Int32Array;
  /** Bytes before the node's own. */
  readonly depth: Uint16Array;
  readonly deepest: number;
}

export interface TrieWithDuplicates {
  readonly trie: Trie;
  /** Pairs of tokens of the same bytes: the one in the trie, and one that is not. */
  readonly duplicates: Int32Array;
}

/** Tokens that are undefined or empty take no part. */
export function buildTrie(tokens: readonly (Uint8Array | undefined)[]): TrieWithDuplicates {
  const linked = linkNodes(tokens);
  return { trie: layOut(linked), duplicates: Int32Array.from(linked.duplicates) };
}

interface LinkedNodes {
  readonly count: number;
  readonly byte: Uint8Array;
  readonly token: Int32Array;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  readonly duplicates: number[];
}

/** Children are found through a hash of parent and byte; node 0 is the root. */
function linkNodes(tokens: readonly (Uint8Array | undefined)[]): LinkedNodes {
  let bytes = 1;
  for (const token of tokens) bytes += token?.length ?? 0;
  const byte = new Uint8Array(bytes);
  const token = new Int32Array(bytes);
  const firstChild = new Int32Array(bytes);
  const nextSibling = new Int32Array(bytes);
  const duplicates: number[] = [];
  const slots = 2 ** Math.ceil(Math.log2(bytes * 2 + 2));
  const parents = new Int32Array(slots);
  const children = new Int32Array(slots);
  let count = 1;
  for (let id = 0; id < tokens.length; id++) {
    const text = tokens[id];
    if (text === undefined || text.length === 0) continue;
    let node = 0;
    for (let index = 0; index < text.length; index++) {
      const key = node * 256 + text[index]! + 1;
      let slot = (Math.imul(key, 0x9e3779b1) >>> 7) & (slots - 1);
      while (parents[slot] !== 0 && parents[slot] !== key) slot = (slot + 1) & (slots - 1);
      if (parents[slot] === 0) {
        parents[slot] = key;
        children[slot] = count;
        byte[count] = text[index]!;
        nextSibling[count] = firstChild[node]!;
        firstChild[node] = count++;
      }
      node = children[slot]!;
    }
    if (token[node] === 0) token[node] = id + 1;
    else duplicates.push(token[node]! - 1, id);
  }
  return { count, byte, token, firstChild, nextSibling, duplicates };
}

function layOut({ count, byte, token, firstChild, nextSibling }: LinkedNodes): Trie {
  const length = count - 1;
  const node = new Int32Array(length);
  const end = new Int32Array(length);
  const depth = new Uint16Array(length);
  const path: number[] = [];
  const places: number[] = [];
  let deepest = 0;
  let place = 0;
  let linked = firstChild[0]!;
  while (linked !== 0) {
    node[place] = byte[linked]! | (token[linked]! << 8);
    depth[place] = path.length;
    deepest = Math.max(deepest, path.length + 1);
    path.push(linked);
    places.push(place++);
    linked = firstChild[linked]!;
    while (linked === 0 && path.length > 0) {
      end[places.pop()!] = place;
      linked = nextSibling[path.pop()!]!;
    }
  }
  return { length, node, end, depth, deepest };
}

/** The trie of the tokens that `isKept`, without the nodes that lead to no such token. */
export function filterTrie(trie: Trie, isKept: (token: number) => boolean): Trie {
  const kept = new Uint8Array(trie.length);
  const places = new Int32Array(trie.length + 1);
  const path = new Int32Array(trie.deepest + 1);
  for (let place = 0; place < trie.length; place++) {
    const depth = trie.depth[place]!;
    path[depth] = place;
    const token = trie.node[place]! >>> 8;
    if (token === 0 || !isKept(token - 1)) continue;
    for (let above = depth; above >= 0 && kept[path[above]!] !== 1; above--) kept[path[above]!] = 1;
  }
  let length = 0;
  for (let place = 0; place < trie.length; place++) {
    places[place] = length;
    length += kept[place]!;
  }
  places[trie.length] = length;
  const filtered = {
    length,
    node: new Int32Array(length),
    end: new Int32Array(length),
    depth: new Uint16Array(length),
    deepest: trie.deepest,
  };
  for (let place = 0; place < trie.length; place++) {
    if (kept[place] === 0) continue;
    const token = trie.node[place]! >>> 8;
    const isToken = token !== 0 && isKept(token - 1);
    filtered.node[places[place]!] = isToken ? trie.node[place]! : trie.node[place]! & 0xff;
    filtered.end[places[place]!] = places[trie.end[place]!]!;
    filtered.depth[places[place]!] = trie.depth[place]!;
  }
  return filtered;
}
