import { parsePattern } from '../../regex/parse.ts';
import { PatternError } from '../../regex/pattern.ts';
import type { RegexId, RegexStore } from '../../regex/store.ts';
import { formatStrings, isAnnotationFormat, isKnownFormat } from '../format.ts';
import type { JsonStrings } from '../json-strings.ts';
import type { JsonSchemaOptions } from '../options.ts';
import type { Site } from '../site.ts';

/** Reads the keywords of strings; patterns and formats are parsed once for a whole schema. */
export class StringReader {
  readonly #store: RegexStore;
  readonly #strings: JsonStrings;
  readonly #formatMode: JsonSchemaOptions['formats'];
  readonly #patterns = new Map<string, RegexId>();
  readonly #formats = new Map<string, RegexId>();

  constructor(store: RegexStore, strings: JsonStrings, formatMode: JsonSchemaOptions['formats']) {
    this.#store = store;
    this.#strings = strings;
    this.#formatMode = formatMode;
  }

  /** The texts that minLength, maxLength, pattern and format allow. */
  read(site: Site): RegexId {
    const { any } = this.#strings;
    const parts: RegexId[] = [];
    const pattern = site.text('pattern');
    if (pattern !== undefined) parts.push(this.pattern(pattern, site, 'pattern'));
    const format = site.text('format');
    if (format !== undefined) parts.push(this.#format(format, site));
    if (site.has('minLength') || site.has('maxLength')) {
      const [least, most] = [site.count('minLength', 0), site.count('maxLength', Infinity)];
      parts.push(this.#strings.length(least, most));
    }
    const constraints = parts.filter((part) => part !== any);
    return constraints.length === 0 ? any : this.#store.intersection(constraints);
  }

  /** The texts in which a pattern is found; every text, and a fault, when it cannot be honoured. */
  pattern(source: string, site: Site, keyword: string): RegexId {
    const known = this.#patterns.get(source);
    if (known !== undefined) return known;
    const regex = this.#lowered(source, site, keyword);
    this.#patterns.set(source, regex);
    return regex;
  }

  #lowered(source: string, site: Site, keyword: string): RegexId {
    try {
      return this.#strings.patterns.search(parsePattern(source));
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      site.unsupported(keyword, error.message);
      return this.#strings.any;
    }
  }

  #format(name: string, site: Site): RegexId {
    if (this.#formatMode === 'annotate') return this.#strings.any;
    const known = this.#formats.get(name);
    if (known !== undefined) return known;
    const regex = this.#formatStrings(name, site);
    this.#formats.set(name, regex);
    return regex;
  }

  #formatStrings(name: string, site: Site): RegexId {
    const regex = formatStrings(name, this.#strings, this.#store);
    if (regex !== undefined) return regex;
    if (isAnnotationFormat(name)) return this.#strings.any;
    if (isKnownFormat(name) || this.#formatMode === 'assert-all') {
      site.unsupported('format', `${name} cannot be enforced`);
    } else {
      site.warn('format', `${name} is not known and constrains nothing`);
    }
    return this.#strings.any;
  }
}
