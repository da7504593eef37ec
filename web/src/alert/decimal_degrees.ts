/**
 * Returns "-12.864100, -69.971200": latitude first, as GPS receivers and map search boxes
 * take it, with an ASCII minus so that it can be pasted. Six digits are about 0.1 m.
 */
export function decimalDegrees({ lon, lat }: { lon: number; lat: number }): string {
  return `${lat.toFixed(6)}, ${lon.toFixed(6)}`;
}
