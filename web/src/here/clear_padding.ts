/** Room on the map beside what lies over it. */
export interface Padding {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** Fewest pixels in which ground can be made out: on a telephone no more are left over the card. */
const LEAST_PX = 64;
const EDGE_PX = 24;

/**
 * Returns the padding, in pixels, with which ground is seen beside what covers the map. Where that
 * leaves too little, the right or upper cover is ignored first, then both: MapLibre refuses a
 * padding larger than its map.
 */
export function clearPadding(size: { width: number; height: number }, covered: Padding): Padding {
  const [left, right] = pair(size.width, covered.left, covered.right);
  const [bottom, top] = pair(size.height, covered.bottom, covered.top);
  return { top, right, bottom, left };
}

function pair(length: number, kept: number, spared: number): [number, number] {
  if (length - kept - spared >= LEAST_PX) return [kept, spared];
  if (length - kept - EDGE_PX >= LEAST_PX) return [kept, EDGE_PX];
  const edge = Math.min(EDGE_PX, Math.max(0, (length - LEAST_PX) / 2));
  return [edge, edge];
}
