/** Which scenes stand before and after, and the addresses of their tiles. */
import type { PlacedTile } from './mercator';

/** Ways to colour a scene, in the order of the buttons. */
export const PRESETS = ['natural', 'swir', 'ndvi', 'disturbance'] as const;
export type Preset = (typeof PRESETS)[number];

/** The part of a scene that a choice needs. */
export interface Choice {
  id: string;
  acquired_start: string;
  presets: string[];
}

/** Returns the presets that can be shown; `disturbance` compares, so it needs both scenes. */
export function presetsFor(before: Choice | null, after: Choice | null): Preset[] {
  const shown = [before, after].filter((scene) => scene !== null);
  if (shown.length === 0) return [];
  return PRESETS.filter((preset) =>
    preset === 'disturbance'
      ? before !== null && after !== null && before.id !== after.id && after.presets.includes(preset)
      : shown.every((scene) => scene.presets.includes(preset)),
  );
}

/** Returns every scene offered, with those chosen by default, once each and oldest first. */
export function choicesOf<S extends Choice>(views: { before: S | null; after: S | null; choices: S[] }): S[] {
  const byId = new Map<string, S>();
  for (const scene of [views.before, ...views.choices, views.after]) {
    if (scene && !byId.has(scene.id)) byId.set(scene.id, scene);
  }
  return [...byId.values()].sort((a, b) => a.acquired_start.localeCompare(b.acquired_start));
}

/**
 * Returns the address of one tile, or `null` where the side has nothing to show.
 *
 * The disturbance picture belongs to the later scene; the earlier one keeps its natural
 * colours, so that the reader still sees what was there.
 */
export function tileAddress(
  side: 'before' | 'after',
  scenes: { before: Choice | null; after: Choice | null },
  preset: Preset,
  tile: Pick<PlacedTile, 'z' | 'x' | 'y'>,
): string | null {
  const scene = scenes[side];
  if (!scene) return null;
  const compared = preset === 'disturbance' && side === 'after' ? scenes.before : null;
  const own = preset === 'disturbance' && !compared ? 'natural' : preset;
  const query = compared ? `?format=webp&before=${encodeURIComponent(compared.id)}` : '?format=webp';
  return `/api/v1/tiles/scene/${encodeURIComponent(scene.id)}/${own}/${tile.z}/${tile.x}/${tile.y}${query}`;
}
