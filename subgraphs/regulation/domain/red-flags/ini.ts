/** A settings file cannot be read as it stands: which line or property, and why. */
export class SettingsUnreadable extends Error {
  override readonly name = 'SettingsUnreadable';
}

/** Properties by section; those above the first section stand under the empty name. */
export type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads INI text: sections in brackets, name = value (or name: value), whole-line comments with ; or #, quotes around a value
 * taken off. A section that comes twice is one.
 * @throws SettingsUnreadable naming the line.
 */
export function readIni(text: string): Sections {
  const sections = new Map<string, Map<string, string>>();
  const sectionOf = (name: string): Map<string, string> => {
    const section = sections.get(name) ?? new Map<string, string>();
    sections.set(name, section);
    return section;
  };
  let section = sectionOf('');
  for (const [index, raw] of text.replace(/^\uFEFF/, '').split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith(';') || line.startsWith('#')) continue;
    const header = /^\[(.*)\]$/.exec(line);
    if (header !== null) {
      section = sectionOf((header[1] as string).trim());
      continue;
    }
    const at = line.search(/[=:]/);
    if (at <= 0) throw new SettingsUnreadable(`line ${index + 1} is neither a [section] nor a property = value`);
    section.set(line.slice(0, at).trim(), unquoted(line.slice(at + 1).trim()));
  }
  return sections;
}

function unquoted(value: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  return quoted === null ? value : (quoted[2] as string);
}
