import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { addPerson, newPassword, serve, vigia } from './server';

/** What the tests know of the worlds that `setUp` made, by environment variables. */
export const world = {
  get url(): string {
    return named('VIGIA_E2E_URL');
  },
  get password(): string {
    return named('VIGIA_E2E_PASSWORD');
  },
  /** A second server, whose workspace lacks the latest scenes; it watches `inbox`. */
  get liveUrl(): string {
    return named('VIGIA_E2E_LIVE_URL');
  },
  get inbox(): string {
    return named('VIGIA_E2E_INBOX');
  },
  /** Scenes held back from the second workspace. */
  get heldBack(): string {
    return named('VIGIA_E2E_HELD_BACK');
  },
};

export const USER = 'rosa';
/** Whose language changes: nobody else's test may notice. */
export const TRAVELLER = 'elena';
/** By their roles: who may read what points at holders, and who may not. */
export const ANALYST = 'investiga';
export const FIELD_TEAM = 'brigada';
export const ADMIN = 'sistemas';

function named(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the global set-up did not run`);
  return value;
}

/** Declarations for rights of the small world. */
const PRODUCTION = resolve(import.meta.dirname, '../../data-samples/production/produccion.csv');

interface Listed {
  id: string;
  first_observed: string;
}

/** Makes a small synthetic world, two workspaces of it and a server for each. */
export default async function setUp(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'vigia-e2e-'));
  const whole = join(folder, 'whole');
  // This seed has alerts on and off mining rights; its histories are too short to confirm any.
  vigia('demo', '--small', '--seed', '2', '--no-serve', '--quiet', '-w', whole);
  vigia('production', 'load', PRODUCTION, '-w', whole);
  const listed = vigia('alerts', 'list', '-w', whole, '--format', 'json');
  const alerts = JSON.parse(listed) as Listed[];
  const seen = alerts.map(({ first_observed }) => first_observed.slice(0, 10)).sort();
  const stop = seen[Math.floor(seen.length / 2)];
  if (!stop || stop === seen[0]) throw new Error('the small world has no alert after its first');

  // The second workspace stops the day before the later half of the alerts was seen first.
  const partial = join(folder, 'partial');
  const early = join(folder, 'early');
  const heldBack = join(folder, 'held-back');
  const inbox = join(folder, 'inbox');
  for (const made of [early, heldBack, inbox]) mkdirSync(made);
  const scenes = join(whole, 'sample-world/scenes');
  const until = stop.replaceAll('-', '');
  for (const scene of readdirSync(scenes)) {
    const date = /\d{8}$/.exec(scene)?.[0] ?? '';
    cpSync(join(scenes, scene), join(date < until ? early : heldBack, scene), { recursive: true });
  }
  vigia('init', '-w', partial);
  vigia('ingest', 'scenes', '--quiet', '-w', partial, early);
  vigia('detect', '--quiet', '-w', partial);

  const { password, file } = newPassword(folder);
  process.env.VIGIA_E2E_PASSWORD = password;
  const rosa = { username: USER, name: 'Rosa Quispe' };
  addPerson(whole, rosa, file);
  addPerson(whole, { username: TRAVELLER, name: 'Elena Vargas' }, file);
  addPerson(whole, { username: ANALYST, name: 'Analista de prueba', role: 'analyst' }, file);
  addPerson(whole, { username: FIELD_TEAM, name: 'Equipo de prueba', role: 'field' }, file);
  addPerson(whole, { username: ADMIN, name: 'Administración de prueba', role: 'admin' }, file);
  addPerson(partial, rosa, file);
  const server = await serve(whole);
  const live = await serve(partial, '--watch', inbox);
  process.env.VIGIA_E2E_URL = server.url;
  process.env.VIGIA_E2E_LIVE_URL = live.url;
  process.env.VIGIA_E2E_INBOX = inbox;
  process.env.VIGIA_E2E_HELD_BACK = heldBack;
  return async () => {
    await Promise.all([server.stop(), live.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
}
