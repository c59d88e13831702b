import type { RegexStore } from '../regex/store.ts';
import {
  type Alternative,
  type Conjunct,
  type Evaluated,
  evaluatedNothing,
  everyWay,
  plainly,
} from './conjunct.ts';
import { type Place, SchemaDocument } from './document.ts';
import { refStandsAlone } from './draft.ts';
import { Expander } from './expand.ts';
import type { SchemaFaults } from './faults.ts';
import { isJsonObject, type Json, type JsonObject } from './json-text.ts';
import { containedItem, prefixPlaces, readArray, restKeyword } from './keywords/array.ts';
import { readCombinations } from './keywords/combine.ts';
import { readDependencies } from './keywords/dependent.ts';
import { readNumbers } from './keywords/number.ts';
import { readObject, undeclaredNames } from './keywords/object.ts';
import { readReferences } from './keywords/reference.ts';
import { StringReader } from './keywords/string.ts';
import { keepTypes } from './keywords/type.ts';
import { hasUnevaluated, withUnevaluated } from './keywords/unevaluated.ts';
import { readValues } from './keywords/value.ts';
import { EVERYTHING, type ExpressionId, NOTHING } from './kinds.ts';
import type { JsonSchemaOptions } from './options.ts';
import { type DynamicScope, Site } from './site.ts';

/** Ways to meet one schema that are kept apart because an unevaluated keyword tells them apart. */
const MOST_WAYS = 256;

/** Reads schemas as expressions, each where and when it is needed. */
export class SchemaReader {
  readonly document: SchemaDocument;
  readonly expander: Expander;
  readonly strings: StringReader;
  readonly isStrict: boolean;
  readonly #faults: SchemaFaults;
  readonly #known = new Map<JsonObject, Map<string, ExpressionId>>();
  readonly #tracking = new Set<JsonObject>();

  constructor(schema: Json, store: RegexStore, faults: SchemaFaults, options: JsonSchemaOptions) {
    this.document = new SchemaDocument(schema, options.documents);
    this.#faults = faults;
    this.expander = new Expander(store, faults);
    this.strings = new StringReader(store, this.expander.strings, options.formats);
    this.isStrict = options.strict ?? false;
    for (const { pointer } of this.document.unknownDialects) {
      faults.warn(pointer, '$schema', 'is not a known draft; every keyword is read');
    }
  }

  root(): ExpressionId {
    const none: DynamicScope = { key: '', anchors: new Map() };
    return this.at(this.document.root, none);
  }

  /** The values that meet the schema at a place. */
  at(place: Place, outer: DynamicScope): ExpressionId {
    const { schema } = place;
    if (!isJsonObject(schema)) return this.#booleanSchema(place);
    const scope = this.#entered(place, outer);
    const byScope = this.#known.get(schema) ?? new Map<string, ExpressionId>();
    this.#known.set(schema, byScope);
    let id = byScope.get(scope.key);
    if (id === undefined) {
      const site = this.#site(place, schema, scope);
      id = schema.size === 0 ? EVERYTHING : this.expander.table.schema(() => this.#read(site));
      byScope.set(scope.key, id);
    }
    return id;
  }

  /** The values that meet a schema inside of another one. */
  child(site: Site, keyword: string, ...path: (string | number)[]): ExpressionId {
    return this.at(this.document.child(site.place, keyword, ...path), site.scope);
  }

  /** The ways to meet a schema inside of another one; a single one unless they are tracked. */
  ways(site: Site, tracked: boolean, keyword: string, ...path: (string | number)[]): Conjunct {
    const place = this.document.child(site.place, keyword, ...path);
    return this.waysAt(place, site.scope, tracked);
  }

  waysAt(place: Place, outer: DynamicScope, tracked: boolean): Conjunct {
    const { schema } = place;
    if (!tracked || !isJsonObject(schema)) return plainly(this.at(place, outer));
    const site = this.#site(place, schema, this.#entered(place, outer));
    if (this.#tracking.has(schema)) {
      site.unsupported('$ref', 'leads back to itself beside an unevaluated keyword');
      return plainly(NOTHING);
    }
    this.#tracking.add(schema);
    const ways = this.#trackedWays(site);
    this.#tracking.delete(schema);
    return ways;
  }

  #booleanSchema({ schema, pointer }: Place): ExpressionId {
    if (typeof schema !== 'boolean') {
      this.#faults.invalid(pointer, 'schema', 'must be an object or a boolean');
    }
    return schema === false ? NOTHING : EVERYTHING;
  }

  #read(site: Site): ExpressionId {
    this.#faults.at(site.place.pointer);
    const { table } = this.expander;
    if (hasUnevaluated(site)) {
      return table.any(this.#trackedWays(site).map(({ expression }) => expression));
    }
    return table.all(
      this.#conjuncts(site, false).map((ways) =>
        table.any(ways.map(({ expression }) => expression)),
      ),
    );
  }

  #trackedWays(site: Site): Conjunct {
    const ways = everyWay(this.#conjuncts(site, true), this.expander.table, MOST_WAYS);
    if (ways === undefined) throw this.#faults.tooComplex('ways to evaluate a schema');
    return ways.map((way) => withUnevaluated(way, site, this));
  }

  #conjuncts(site: Site, tracked: boolean): Conjunct[] {
    const references = readReferences(site, this, tracked);
    if (site.has('$ref') && refStandsAlone(site.draft)) return references;
    return [
      [this.#own(site, tracked)],
      ...readValues(site, this.expander).map(plainly),
      ...references,
      ...readCombinations(site, this, tracked),
      ...readDependencies(site, this, tracked),
    ];
  }

  /** What the keywords say that need no other schema for the same value. */
  #own(site: Site, tracked: boolean): Alternative {
    const { expander } = this;
    const all = {
      words: expander.everything.words,
      numbers: readNumbers(site, expander.numbers),
      strings: this.strings.read(site),
      arrays: [readArray(site, this)],
      objects: [readObject(site, this)],
    };
    const expression = expander.table.kinds(keepTypes(site, all, expander));
    return { expression, evaluated: tracked ? this.#evaluated(site) : evaluatedNothing };
  }

  #evaluated(site: Site): Evaluated {
    const { except, unlike } = undeclaredNames(site, this);
    const contained = site.draft === 'draft2019-09' ? undefined : containedItem(site, this);
    return {
      names: except,
      patterns: unlike,
      allNames: site.has('additionalProperties'),
      items: prefixPlaces(site).length,
      allItems: restKeyword(site) !== undefined,
      containing: contained === undefined ? [] : [contained],
    };
  }

  #site(place: Place, schema: JsonObject, scope: DynamicScope): Site {
    const { draft } = this.document.resource(place.uri);
    return new Site(place, schema, { draft, scope, faults: this.#faults });
  }

  /** The outermost schema that gives a dynamic anchor decides what it stands for. */
  #entered(place: Place, outer: DynamicScope): DynamicScope {
    const { dynamicAnchors } = this.document.resource(place.uri);
    const fresh = [...dynamicAnchors].filter(([name]) => !outer.anchors.has(name));
    if (fresh.length === 0) return outer;
    const anchors = new Map([...outer.anchors, ...fresh]);
    const key = [...anchors].map(([name, { uri, pointer }]) => `${name} ${uri} ${pointer}`).join();
    return { key, anchors };
  }
}
