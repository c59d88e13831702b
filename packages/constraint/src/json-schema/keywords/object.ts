import { NOTHING as NO_TEXT } from '../../regex/store.ts';
import { isJsonObject } from '../json-text.ts';
import { anyObject, type NameClaim, type NameSet, NOTHING, type ObjectForm } from '../kinds.ts';
import type { SchemaReader } from '../reader.ts';
import type { Site } from '../site.ts';

const KEYWORDS = [
  'additionalProperties',
  'maxProperties',
  'minProperties',
  'patternProperties',
  'properties',
  'propertyNames',
  'required',
];

const NO_NAMES: ReadonlySet<string> = new Set();

/** What a schema says of objects by its own keywords. */
export function readObject(site: Site, reader: SchemaReader): ObjectForm {
  if (!KEYWORDS.some((keyword) => site.has(keyword))) return anyObject;
  const properties = new Map(
    site.members('properties').map(([name]) => [name, reader.child(site, 'properties', name)]),
  );
  const patterns = site.members('patternProperties').map(([source]) => ({
    names: like(reader.strings.pattern(source, site, 'patternProperties')),
    value: reader.child(site, 'patternProperties', source),
  }));
  return {
    declared: new Set(properties.keys()),
    properties,
    every: [...patterns, ...readAdditional(site, reader), ...readNames(site, reader)],
    some: [],
    required: new Set(readRequired(site)),
    least: site.count('minProperties', 0),
    most: site.count('maxProperties', Infinity),
  };
}

/** All names but the declared ones: those that `additionalProperties` is about. */
export function undeclaredNames(site: Site, reader: SchemaReader): NameSet {
  const patterns = site.members('patternProperties').map(([source]) => source);
  return {
    like: [],
    unlike: patterns.map((source) => reader.strings.pattern(source, site, 'patternProperties')),
    except: new Set(site.members('properties').map(([name]) => name)),
  };
}

export function like(regex: number): NameSet {
  return { like: [regex], unlike: [], except: NO_NAMES };
}

function readAdditional(site: Site, reader: SchemaReader): NameClaim[] {
  const names = undeclaredNames(site, reader);
  if (site.has('additionalProperties')) {
    return [{ names, value: reader.child(site, 'additionalProperties') }];
  }
  return reader.isStrict && site.has('properties') ? [{ names, value: NOTHING }] : [];
}

/** Names are strings: only what the schema says of strings matters. */
function readNames(site: Site, reader: SchemaReader): NameClaim[] {
  if (!site.has('propertyNames')) return [];
  const kinds = reader.expander.expand(reader.child(site, 'propertyNames'));
  if (kinds === undefined) {
    site.unsupported('propertyNames', 'is defined by nothing but itself');
    return [];
  }
  if (kinds.strings === reader.expander.strings.any) return [];
  if (kinds.strings === NO_TEXT) {
    return [{ names: { like: [], unlike: [], except: NO_NAMES }, value: NOTHING }];
  }
  return [{ names: { like: [], unlike: [kinds.strings], except: NO_NAMES }, value: NOTHING }];
}

/** Draft 3 wrote `required: true` into the property itself: the object around it reads that. */
function readRequired(site: Site): readonly string[] {
  const flagged = site
    .members('properties')
    .filter(([, schema]) => isJsonObject(schema) && schema.get('required') === true)
    .map(([name]) => name);
  const own = typeof site.get('required') === 'boolean' ? [] : site.names('required');
  return site.draft === 'draft4' || site.draft === 'undeclared' ? [...own, ...flagged] : own;
}
