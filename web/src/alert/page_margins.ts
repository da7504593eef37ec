/** Running heads and feet of a printed page, as CSS page-margin boxes. */

export interface Edges {
  head: string;
  /** At the right of the head: who may see this. */
  caution: string;
  foot: string;
}

/** Quotes a text for CSS; a name from the server must not end the string. */
export function cssString(text: string): string {
  const escaped = text.replace(/["\\<>\n\r\f\0]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `);
  return `"${escaped}"`;
}

/**
 * Returns the rules. Browsers without margin boxes (Firefox) ignore them and still have the
 * head of the first page, which the document itself carries.
 */
export function pageMargins({ head, caution, foot }: Edges): string {
  const look = 'font: 8pt sans-serif; color: #333;';
  return `@page {
  @top-left { content: ${cssString(head)}; ${look} }
  @top-right { content: ${cssString(caution)}; ${look} font-weight: bold; }
  @bottom-left { content: ${cssString(foot)}; ${look} }
  @bottom-right { content: counter(page) " / " counter(pages); ${look} }
}
@page :first {
  @top-left { content: none; }
  @top-right { content: none; }
}`;
}

/** Puts the rules on the page and returns how to take them off again. */
export function applyPageMargins(edges: Edges): () => void {
  // A constructed sheet: the Content-Security-Policy forbids inline <style>.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(pageMargins(edges));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}
