import { expect, test as base, type Page } from '@playwright/test';
import { USER, world } from './world';

/** What a browser says only when the page is at fault. */
const FAULTS = [/Content Security Policy/i, /there is no message/, /Uncaught/, /could not be loaded/];

/** A page that fails its test when the browser complains: refused by policy, missing message, crash. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        const text = message.text();
        if (FAULTS.some((fault) => fault.test(text))) complaints.push(text);
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      // Nothing may be fetched from another host.
      page.on('request', (request) => {
        const { hostname, protocol } = new URL(request.url());
        if (protocol.startsWith('http') && hostname !== '127.0.0.1') complaints.push(request.url());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

/** Signs in and waits for the page behind it. */
export async function signIn(
  page: Page,
  path = '/',
  { url = world.url, user = USER } = {},
): Promise<void> {
  await page.goto(url + path);
  await page.getByLabel('Usuario').fill(user);
  await page.getByLabel('Contraseña').fill(world.password);
  await page.getByRole('button', { name: 'Iniciar sesión' }).click();
  await expect(page.getByRole('banner')).toBeVisible();
}

interface Drawn {
  vigiaMap?: { settled(): Promise<void>; drawn(layers: string[], key?: string): number };
}

/** A frame can take seconds where the processor draws for a busy machine. */
const SETTLED_MS = 20_000;

/**
 * Waits until the map is drawn and returns how many features `layers` show, told apart by `key`;
 * NaN, which no comparison accepts, where it is still being drawn. Ask it by `expect.poll`.
 */
export async function drawn(page: Page, layers: string[], key = 'id'): Promise<number> {
  const map = page.getByTestId('map');
  await expect(map.locator('canvas')).toBeVisible();
  return map.evaluate(
    async (element, [ids, name, most]) => {
      const engine = (element as unknown as Drawn).vigiaMap;
      if (!engine) return NaN;
      const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), most));
      if ((await Promise.race([engine.settled(), late])) === 'late') return NaN;
      return engine.drawn(ids, name);
    },
    [layers, key, SETTLED_MS] as const,
  );
}

/** Asks the API as the page would. */
export async function ask<T>(page: Page, path: string): Promise<T> {
  return page.evaluate(async (address) => (await fetch(address)).json() as Promise<T>, `/api/v1${path}`);
}

/** Ends the session at the server while the page thinks that it is signed in. */
export async function loseSession(page: Page): Promise<void> {
  const status = await page.evaluate(async () => {
    const { csrf_token } = (await (await fetch('/api/v1/session')).json()) as { csrf_token: string };
    const ended = await fetch('/api/v1/session', { method: 'DELETE', headers: { 'X-CSRF-Token': csrf_token } });
    return ended.status;
  });
  expect(status).toBe(204);
}
