import type { SymbolLayerSpecification } from 'maplibre-gl';
import type { Palette } from '../palette';

/** Families of `fonts.css`, drawn by the browser: no glyph server is asked. */
export const REGULAR = ['Vigia Map'];
export const BOLD = ['Vigia Map Bold'];

/** Returns the paint of a label in `color` with the halo of the map. */
export function labelPaint(
  colours: Palette,
  color: string,
): NonNullable<SymbolLayerSpecification['paint']> {
  return { 'text-color': color, 'text-halo-color': colours.halo, 'text-halo-width': 1.4 };
}
