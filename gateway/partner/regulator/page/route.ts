import { useEffect, useState } from 'preact/hooks';

/** Where one is: `view/id?filters`, kept behind the address's `#`, so that it can be gone back to, and never sent to a server. */
export interface Route {
  readonly view: string;
  readonly id: string | null;
  readonly filters: URLSearchParams;
}

/** Filters that stay when one goes from one view to another. */
export const SCOPE_FILTERS = ['on', 'region', 'size', 'insurer'] as const;

export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [view = '', id = ''] = path.split('/');
  return { view: view === '' ? 'overview' : view, id: id === '' ? null : decodeURIComponent(id), filters: new URLSearchParams(query) };
}

export function writeRoute(view: string, id: string | null, filters: URLSearchParams): string {
  const query = filters.toString();
  return `#/${view === 'overview' ? '' : view}${id === null ? '' : `/${encodeURIComponent(id)}`}${query === '' ? '' : `?${query}`}`;
}

/** The address of another view under the same scope; a filter that is null is taken away. */
export function linkTo(from: Route, view: string, more: Readonly<Record<string, string | null>> = {}, id: string | null = null): string {
  const filters = new URLSearchParams();
  for (const name of SCOPE_FILTERS) {
    const value = from.filters.get(name);
    if (value !== null) filters.set(name, value);
  }
  for (const [name, value] of Object.entries(more)) {
    if (value === null) filters.delete(name);
    else filters.set(name, value);
  }
  return writeRoute(view, id, filters);
}

/** The same view with some filters changed; an empty value takes a filter away. */
export function withFilters(from: Route, change: Readonly<Record<string, string>>): string {
  const filters = new URLSearchParams(from.filters);
  for (const [name, value] of Object.entries(change)) {
    if (value === '') filters.delete(name);
    else filters.set(name, value);
  }
  return writeRoute(from.view, from.id, filters);
}

export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = (): void => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return readRoute(hash);
}

/** What the overview is narrowed to. */
export const scopeOf = ({ filters }: Route): Record<string, string | null> => ({
  region: filters.get('region'), size: filters.get('size'), insurerId: filters.get('insurer'),
});
