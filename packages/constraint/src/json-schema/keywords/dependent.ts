import { both, type Conjunct, plainly } from '../conjunct.ts';
import { isJsonArray } from '../json-text.ts';
import { anyObject, type ExpressionId, NOTHING, type ObjectForm } from '../kinds.ts';
import { withProperty } from '../object-form.ts';
import type { SchemaReader } from '../reader.ts';
import type { Site } from '../site.ts';

/** The conjuncts of dependentRequired, dependentSchemas and what drafts before 2019-09 had instead. */
export function readDependencies(site: Site, reader: SchemaReader, tracked: boolean): Conjunct[] {
  const conjuncts: Conjunct[] = [];
  const needs = (name: string, needed: readonly string[]) =>
    conjuncts.push(plainly(requiredWith(name, needed, reader)));
  if (site.draft !== 'draft4' && site.draft !== 'draft6' && site.draft !== 'draft7') {
    for (const [name, needed] of site.namesByName('dependentRequired')) needs(name, needed);
    for (const [name] of site.members('dependentSchemas')) {
      conjuncts.push(schemaWith(name, site, reader, { tracked, keyword: 'dependentSchemas' }));
    }
  }
  for (const [name, value] of site.members('dependencies')) {
    if (typeof value === 'string') needs(name, [value]);
    else if (isJsonArray(value))
      needs(
        name,
        value.filter((item) => typeof item === 'string'),
      );
    else conjuncts.push(schemaWith(name, site, reader, { tracked, keyword: 'dependencies' }));
  }
  return conjuncts;
}

/** If the property is there, then so are others. */
function requiredWith(name: string, needed: readonly string[], reader: SchemaReader): ExpressionId {
  const present: ObjectForm = { ...anyObject, required: new Set([name, ...needed]) };
  return objectsIn([withProperty(name, NOTHING), present], reader);
}

/** If the property is there, then the object meets a schema. */
function schemaWith(
  name: string,
  site: Site,
  reader: SchemaReader,
  { tracked, keyword }: { tracked: boolean; keyword: string },
): Conjunct {
  const { table } = reader.expander;
  const present: ObjectForm = { ...anyObject, required: new Set([name]) };
  const [condition] = plainly(table.kinds({ ...reader.expander.nothing, objects: [present] }));
  const met = reader.ways(site, tracked, keyword, name).map((way) => both(condition!, way, table));
  return [...plainly(objectsIn([withProperty(name, NOTHING)], reader)), ...met];
}

/** Everything that is no object, and the objects of some forms. */
function objectsIn(objects: readonly ObjectForm[], reader: SchemaReader): ExpressionId {
  return reader.expander.table.kinds({ ...reader.expander.everything, objects });
}
