import { SWITCHES, type Switch } from './map_state';

const STORED = 'vigia.layers';
/** Shown unless the reader chose otherwise; records and grid crowd a first view. */
const AT_FIRST: Partial<Record<Switch, boolean>> = { reinfo: false };

function stored(): Partial<Record<Switch, boolean>> {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<Record<Switch, boolean>>;
  } catch {
    return {};
  }
}

/** Which layers this browser shows. */
class MapSettings {
  shown = $state(
    Object.fromEntries(
      SWITCHES.map((name) => [name, stored()[name] ?? AT_FIRST[name] ?? true]),
    ) as Record<Switch, boolean>,
  );

  set(name: Switch, on: boolean): void {
    this.shown[name] = on;
    localStorage.setItem(STORED, JSON.stringify(this.shown));
  }
}

export const mapSettings = new MapSettings();
