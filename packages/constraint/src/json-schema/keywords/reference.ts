import type { Conjunct } from '../conjunct.ts';
import type { Place } from '../document.ts';
import type { SchemaReader } from '../reader.ts';
import type { Site } from '../site.ts';

/** The conjuncts of $ref, $dynamicRef and $recursiveRef. */
export function readReferences(site: Site, reader: SchemaReader, tracked: boolean): Conjunct[] {
  const conjuncts: Conjunct[] = [];
  for (const keyword of ['$ref', '$dynamicRef', '$recursiveRef']) {
    const reference = site.text(keyword);
    if (reference === undefined) continue;
    const target = reader.document.resolve(reference, site.place);
    if (target === undefined) {
      site.unsupported(keyword, `${reference} is not in the schema`);
      continue;
    }
    const place = keyword === '$ref' ? target : dynamicTarget(target, reference, site, reader);
    conjuncts.push(reader.waysAt(place, site.scope, tracked));
  }
  return conjuncts;
}

/** A reference to a dynamic anchor goes to the outermost schema with such an anchor. */
function dynamicTarget(target: Place, reference: string, site: Site, reader: SchemaReader): Place {
  const name = reference.slice(reference.indexOf('#') + 1);
  const declared = reader.document.resource(target.uri).dynamicAnchors.get(name);
  return declared?.schema === target.schema ? (site.scope.anchors.get(name) ?? target) : target;
}
