import { describe, expect, it } from 'vitest';

import { choicesOf, presetsFor, tileAddress, type Choice } from './scene_choice';

const OPTICAL = ['natural', 'swir', 'ndvi', 'disturbance'];
const may: Choice = { id: 'S2 may/1', acquired_start: '2025-05-04T15:07:21Z', presets: OPTICAL };
const july: Choice = { id: 'S2-july', acquired_start: '2025-07-28T15:07:21Z', presets: OPTICAL };
const plain: Choice = { id: 'plain', acquired_start: '2025-06-01T00:00:00Z', presets: ['natural'] };
const tile = { z: 14, x: 5007, y: 8781 };

describe('presets', () => {
  it('are those that both scenes have', () => {
    expect(presetsFor(may, july)).toEqual(OPTICAL);
    expect(presetsFor(plain, july)).toEqual(['natural', 'disturbance']);
    expect(presetsFor(null, null)).toEqual([]);
  });

  it('leave out the comparison of a scene with itself or with nothing', () => {
    expect(presetsFor(july, july)).not.toContain('disturbance');
    expect(presetsFor(null, july)).not.toContain('disturbance');
  });
});

it('offers every scene once, oldest first', () => {
  expect(choicesOf({ before: may, after: july, choices: [july, plain] }).map(({ id }) => id)).toEqual([
    'S2 may/1',
    'plain',
    'S2-july',
  ]);
});

describe('tile addresses', () => {
  it('escape the scene and never mix up the sides', () => {
    expect(tileAddress('before', { before: may, after: july }, 'swir', tile)).toBe(
      '/api/v1/tiles/scene/S2%20may%2F1/swir/14/5007/8781?format=webp',
    );
    expect(tileAddress('after', { before: may, after: july }, 'swir', tile)).toContain('/S2-july/swir/');
  });

  it('compare only the later scene with the earlier', () => {
    const scenes = { before: may, after: july };
    expect(tileAddress('after', scenes, 'disturbance', tile)).toBe(
      '/api/v1/tiles/scene/S2-july/disturbance/14/5007/8781?format=webp&before=S2%20may%2F1',
    );
    expect(tileAddress('before', scenes, 'disturbance', tile)).toContain('/natural/');
  });

  it('are none where a side has no scene', () => {
    expect(tileAddress('before', { before: null, after: july }, 'natural', tile)).toBeNull();
  });
});
