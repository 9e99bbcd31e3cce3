/** One compiled release as it was read: nothing about its shape is known until it was looked at. */
export type Release = Readonly<Record<string, unknown>>;

export function objectAt(holder: unknown, field: string): Release | null {
  const value = fieldOf(holder, field);
  return isObject(value) ? value : null;
}

export function arrayAt(holder: unknown, field: string): readonly unknown[] | null {
  const value = fieldOf(holder, field);
  return Array.isArray(value) ? value : null;
}

export function textAt(holder: unknown, field: string): string | null {
  const value = fieldOf(holder, field);
  return typeof value === 'string' ? value : null;
}

export function numberAt(holder: unknown, field: string): number | null {
  const value = fieldOf(holder, field);
  return typeof value === 'number' ? value : null;
}

export function isObject(value: unknown): value is Release {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own fields alone: a release may well name something `constructor`. */
function fieldOf(holder: unknown, field: string): unknown {
  return isObject(holder) && Object.hasOwn(holder, field) ? holder[field] : undefined;
}
