import type { Theme } from '../app/theme.svelte';

/** Colours of the map. Over a picture the night colours serve by day too: they are light. */
export interface Palette {
  paper: string;
  label: string;
  halo: string;
  grid: string;
  district: string;
  river: string;
  park: string;
  buffer: string;
  community: string;
  zone: string;
  right: string;
  rightPending: string;
  rightExtinct: string;
  rightLabel: string;
  reinfo: string;
  confirmed: string;
  provisional: string;
  report: string;
  selected: string;
  asked: string;
}

const LIGHT: Palette = {
  paper: '#f4f2ec',
  label: '#2d3833',
  halo: 'rgba(253,252,249,0.9)',
  grid: '#c3bdad',
  district: '#8e8878',
  river: '#5b93b5',
  park: '#3d7a3f',
  buffer: '#6f9a3a',
  community: '#a5672c',
  zone: '#7d7a4c',
  right: '#6a4c9c',
  rightPending: '#8b75b3',
  rightExtinct: '#8c8796',
  rightLabel: '#55398a',
  reinfo: '#55606b',
  confirmed: '#b0231a',
  provisional: '#c27c00',
  report: '#0a5ea8',
  selected: '#111816',
  asked: '#0a58ca',
};

const DARK: Palette = {
  paper: '#131a18',
  label: '#e3e9e4',
  halo: 'rgba(14,20,18,0.85)',
  grid: '#33403a',
  district: '#75827b',
  river: '#6fb3d9',
  park: '#7fc97f',
  buffer: '#b5d670',
  community: '#eab06c',
  zone: '#d5cf8a',
  right: '#c3a6f5',
  rightPending: '#c3a6f5',
  rightExtinct: '#a6a2b0',
  rightLabel: '#efe8ff',
  reinfo: '#c5cfd8',
  confirmed: '#ff6a52',
  provisional: '#ffc04d',
  report: '#7db8f5',
  selected: '#ffffff',
  asked: '#8ab8ff',
};

/** Returns the colours for `theme`; `overPicture` when a satellite scene lies below. */
export function palette(theme: Theme, overPicture: boolean): Palette {
  return theme === 'dark' || overPicture ? DARK : LIGHT;
}

/** Name of the palette in use, part of the names of drawn symbols. */
export function tone(theme: Theme, overPicture: boolean): Theme {
  return overPicture ? 'dark' : theme;
}
