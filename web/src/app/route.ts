/** A page of the product. */
export type Route =
  | { page: 'map' }
  | { page: 'alert'; id: string }
  | { page: 'briefing' }
  | { page: 'production' }
  | { page: 'holders' }
  | { page: 'unknown' };

/** Returns the page of a path. */
export function match(path: string): Route {
  if (path === '/') return { page: 'map' };
  if (/^\/informe\/?$/.test(path)) return { page: 'briefing' };
  if (/^\/produccion\/?$/.test(path)) return { page: 'production' };
  if (/^\/titulares\/?$/.test(path)) return { page: 'holders' };
  const alert = /^\/alerta\/([^/]+)\/?$/.exec(path);
  if (alert?.[1]) return { page: 'alert', id: decoded(alert[1]) };
  return { page: 'unknown' };
}

/** A broken escape is no reason to show nothing: the server will say that it knows no such id. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
