/** Returns the longest bar of a round length (1, 2 or 5 × 10ⁿ m) that fits `most` pixels. */
export function scaleBar(metresPerPixel: number, most: number): { metres: number; pixels: number } {
  const room = metresPerPixel * most;
  if (!(room > 0)) return { metres: 0, pixels: 0 };
  const power = 10 ** Math.floor(Math.log10(room));
  const metres = [5, 2, 1].map((digit) => digit * power).find((length) => length <= room) ?? power;
  return { metres, pixels: Math.round(metres / metresPerPixel) };
}
