import { match } from './route';

class Router {
  path = $state(location.pathname);
  search = $state(location.search);
  route = $derived(match(this.path));
  query = $derived(new URLSearchParams(this.search));

  /** Where the map was left, with its filters. */
  mapHref = $state('/');

  constructor() {
    this.#read();
    addEventListener('popstate', () => this.#read());
    addEventListener('click', (event) => this.#follow(event));
  }

  /** Goes to `to` (path and query); `replace` leaves no step in the history. */
  go(to: string, options: { replace?: boolean } = {}): void {
    if (to === location.pathname + location.search) return;
    const left = location.pathname;
    history[options.replace ? 'replaceState' : 'pushState'](null, '', to);
    this.#read();
    if (left !== location.pathname) scrollTo(0, 0);
  }

  /** Changes the query only, in place; `null` removes a name. */
  setQuery(changes: Record<string, string | null>, options: { replace?: boolean } = {}): void {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') query.delete(name);
      else query.set(name, value);
    }
    // Commas are legal in a query and keep bbox= readable.
    const text = query.toString().replaceAll('%2C', ',');
    this.go(location.pathname + (text ? `?${text}` : ''), { replace: options.replace ?? true });
  }

  #read(): void {
    this.path = location.pathname;
    this.search = location.search;
    if (this.path === '/') this.mapHref = this.path + this.search;
  }

  /** Lets plain `<a href="/…">` move inside the page. */
  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || link.target || link.hasAttribute('download')) return;
    const to = new URL(link.href, location.href);
    if (to.origin !== location.origin || to.pathname.startsWith('/api/') || to.hash) return;
    event.preventDefault();
    this.go(to.pathname + to.search);
  }
}

export const router = new Router();
