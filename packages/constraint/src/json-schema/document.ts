import { type Draft, draftOf, hasPlainId, refStandsAlone } from './draft.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from './json-text.ts';

/** A schema with an address of its own, and what is named inside of it. */
export interface Resource {
  readonly uri: string;
  readonly root: Place;
  readonly draft: Draft;
  readonly anchors: Map<string, Place>;
  /** Those of `$dynamicAnchor`; '' is `$recursiveAnchor`. */
  readonly dynamicAnchors: Map<string, Place>;
}

/** A schema and where it stands. */
export interface Place {
  readonly schema: Json;
  /** JSON pointer in the document. */
  readonly pointer: string;
  /** The address of the resource it belongs to. */
  readonly uri: string;
}

const ROOT_URI = 'json-schema:///root';
const ONE_SCHEMA = [
  'additionalItems',
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
];
const MANY_SCHEMAS = ['allOf', 'anyOf', 'items', 'oneOf', 'prefixItems'];
const NAMED_SCHEMAS = [
  '$defs',
  'definitions',
  'dependencies',
  'dependentSchemas',
  'patternProperties',
  'properties',
];

/** A schema document with all its resources and anchors, in which references are looked up. */
export class SchemaDocument {
  readonly root: Place;
  /** Schemas with a dialect nobody here knows. */
  readonly unknownDialects: Place[] = [];
  readonly #resources = new Map<string, Resource>();
  readonly #places = new Map<JsonObject, Place>();

  constructor(schema: Json, others: ReadonlyMap<string, Json> = new Map()) {
    for (const [uri, other] of others) this.#addRoot(other, uri);
    this.root = this.#addRoot(schema, ROOT_URI);
  }

  resource(uri: string): Resource {
    return this.#resources.get(uri)!;
  }

  /** The place of a schema inside of another one. */
  child(parent: Place, keyword: string, ...path: (string | number)[]): Place {
    let schema = isJsonObject(parent.schema) ? parent.schema.get(keyword) : undefined;
    let pointer = `${parent.pointer}/${keyword}`;
    for (const step of path) {
      schema = descend(schema, String(step));
      pointer += `/${escaped(String(step))}`;
    }
    const known = isJsonObject(schema) ? this.#places.get(schema) : undefined;
    return known ?? { schema: schema ?? true, pointer, uri: parent.uri };
  }

  /** What a reference points to; `undefined` when it is not in the document. */
  resolve(reference: string, from: Place): Place | undefined {
    const absolute = resolveUri(reference, from.uri);
    if (absolute === undefined) return undefined;
    const [uri, fragment] = splitFragment(absolute);
    const resource = this.#resources.get(uri) ?? this.#resources.get(`${uri}#`);
    const found = resource === undefined ? undefined : this.#inResource(resource, fragment);
    if (found !== undefined) return found;
    // Many a draft 4 schema has an `id` that was never meant to change what `#/…` refers to.
    const root = this.#resources.get(this.root.uri);
    if (root === undefined || !reference.startsWith('#') || !hasPlainId(root.draft))
      return undefined;
    return this.#inResource(root, fragment);
  }

  #inResource(resource: Resource, fragment: string): Place | undefined {
    if (fragment === '') return resource.root;
    const name = decoded(fragment);
    if (!name.startsWith('/'))
      return resource.anchors.get(name) ?? resource.dynamicAnchors.get(name);
    return this.#atPointer(resource, name);
  }

  #atPointer(resource: Resource, path: string): Place | undefined {
    let { schema, uri } = resource.root;
    let pointer = resource.root.pointer;
    for (const step of path.slice(1).split('/')) {
      const next = descend(schema, step.replaceAll('~1', '/').replaceAll('~0', '~'));
      if (next === undefined) return undefined;
      schema = next;
      pointer += `/${step}`;
      if (isJsonObject(schema)) uri = this.#places.get(schema)?.uri ?? uri;
    }
    if (isJsonObject(schema)) {
      // Reached through a keyword that holds no schemas by itself: its anchors count from now on.
      if (!this.#places.has(schema)) this.#walk({ schema, pointer, uri }, resource.draft);
      return this.#places.get(schema);
    }
    return { schema, pointer, uri };
  }

  #addRoot(schema: Json, uri: string): Place {
    const place = { schema, pointer: '', uri };
    const draft = this.#draftOf(place, 'undeclared');
    const own = this.#open(place, draft);
    this.#walk(own, draft);
    if (own.uri !== uri) this.#resources.set(uri, this.resource(own.uri));
    return own;
  }

  #draftOf(place: Place, inherited: Draft): Draft {
    const declared = isJsonObject(place.schema) ? place.schema.get('$schema') : undefined;
    if (declared === undefined) return inherited;
    const draft = draftOf(declared);
    if (draft === undefined) this.unknownDialects.push(place);
    return draft ?? inherited;
  }

  /** Starts a resource at `place`. */
  #open(place: Place, draft: Draft): Place {
    const uri = idOf(place.schema, draft, place.uri) ?? place.uri;
    const root = { ...place, uri };
    if (!this.#resources.has(uri)) {
      const [anchors, dynamicAnchors] = [new Map<string, Place>(), new Map<string, Place>()];
      this.#resources.set(uri, { uri, root, draft, anchors, dynamicAnchors });
    }
    return root;
  }

  #walk(place: Place, inherited: Draft): void {
    const { schema } = place;
    if (!isJsonObject(schema) || this.#places.has(schema)) return;
    const draft = this.#draftOf(place, inherited);
    const isNew = idOf(schema, draft, place.uri) !== undefined;
    const own = isNew ? this.#open(place, draft) : place;
    this.#places.set(schema, own);
    this.#note(own, schema);
    const walk = (child: Json | undefined, path: string) =>
      this.#walk({ schema: child ?? true, pointer: `${own.pointer}/${path}`, uri: own.uri }, draft);
    for (const keyword of ONE_SCHEMA) if (schema.has(keyword)) walk(schema.get(keyword), keyword);
    for (const keyword of MANY_SCHEMAS) {
      const list = schema.get(keyword);
      if (!isJsonArray(list)) continue;
      for (const [index, child] of list.entries()) walk(child, `${keyword}/${index}`);
    }
    for (const keyword of NAMED_SCHEMAS) {
      const named = schema.get(keyword);
      if (!isJsonObject(named)) continue;
      for (const [name, child] of named) walk(child, `${keyword}/${escaped(name)}`);
    }
  }

  #note(place: Place, schema: JsonObject): void {
    const resource = this.resource(place.uri);
    const anchor = schema.get('$anchor');
    if (typeof anchor === 'string') resource.anchors.set(anchor, place);
    const dynamic = schema.get('$dynamicAnchor');
    if (typeof dynamic === 'string') resource.dynamicAnchors.set(dynamic, place);
    if (schema.get('$recursiveAnchor') === true) resource.dynamicAnchors.set('', place);
    const id = schema.get('$id') ?? schema.get('id');
    if (typeof id === 'string' && id.startsWith('#')) resource.anchors.set(id.slice(1), place);
  }
}

/** The address a schema gives itself; `undefined` when it has none. */
function idOf(schema: Json, draft: Draft, base: string): string | undefined {
  if (!isJsonObject(schema)) return undefined;
  if (schema.has('$ref') && refStandsAlone(draft)) return undefined;
  const id = draft === 'draft4' ? schema.get('id') : schema.get('$id');
  const plain = hasPlainId(draft) ? (id ?? schema.get('id') ?? schema.get('$id')) : id;
  if (typeof plain !== 'string' || plain.startsWith('#')) return undefined;
  const uri = resolveUri(plain, base);
  return uri === undefined ? undefined : splitFragment(uri)[0];
}

function resolveUri(reference: string, base: string): string | undefined {
  try {
    return new URL(reference, base).href;
  } catch {
    return reference.startsWith('#') ? `${splitFragment(base)[0]}${reference}` : undefined;
  }
}

function splitFragment(uri: string): [string, string] {
  const at = uri.indexOf('#');
  return at < 0 ? [uri, ''] : [uri.slice(0, at), uri.slice(at + 1)];
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function descend(value: Json | undefined, step: string): Json | undefined {
  if (isJsonObject(value)) return value.get(step);
  return isJsonArray(value) && /^(?:0|[1-9][0-9]*)$/.test(step) ? value[Number(step)] : undefined;
}

/** A step of a JSON pointer. */
export function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}
