/** Lines and bands of a chart, as SVG paths. */

export type Place = readonly [x: number, y: number];

/** Returns the corners of a line; a stepped one holds each height until the next place. */
function corners(places: Place[], stepped: boolean): Place[] {
  return places.flatMap((place, index): Place[] => {
    const before = places[index - 1];
    return stepped && before ? [[place[0], before[1]], place] : [place];
  });
}

function draw(places: Place[]): string {
  return `M${places.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`;
}

/** Returns the path of a line through places; empty where there is none. */
export function linePath(places: Place[], stepped = false): string {
  return places.length > 0 ? draw(corners(places, stepped)) : '';
}

/** Returns the closed path between two lines over the same places in x. */
export function bandPath(low: Place[], high: Place[], stepped = false): string {
  if (low.length === 0) return '';
  return `${draw([...corners(high, stepped), ...corners(low, stepped).reverse()])}Z`;
}
