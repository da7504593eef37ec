import { expect, loseSession, signIn, test } from './page';
import { world } from './world';

async function openFirst(page: import('@playwright/test').Page): Promise<void> {
  await signIn(page);
  await page.locator('[data-alert]').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

test('an alert shows before and after, and the swipe moves between them', async ({ page }) => {
  await openFirst(page);
  const swipe = page.getByRole('slider').first();
  await expect(swipe).toBeVisible();
  const before = Number(await swipe.getAttribute('aria-valuenow'));
  await swipe.focus();
  await page.keyboard.press('PageUp');
  await expect.poll(async () => Number(await swipe.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
  const handle = await swipe.boundingBox();
  if (!handle) throw new Error('the handle is not on the page');
  const at = Number(await swipe.getAttribute('aria-valuenow'));
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(handle.x - 120, handle.y + handle.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => Number(await swipe.getAttribute('aria-valuenow'))).toBeLessThan(at);
});

test('a session lost in the middle of a note costs nothing', async ({ page }) => {
  await openFirst(page);
  const note = `Verificar acceso por río, ${Date.now()}`;
  await page.locator('#note-text').fill(note);
  await loseSession(page);
  await page.locator('#note-text').locator('xpath=ancestor::form').getByRole('button').first().click();

  const dialog = page.getByRole('dialog', { name: 'Su sesión terminó' });
  await expect(dialog).toBeVisible();
  await expect(page.locator('#note-text')).toHaveValue(note);
  await dialog.getByLabel('Contraseña').fill(world.password);
  await dialog.getByRole('button', { name: 'Iniciar sesión' }).click();

  // The note was sent by itself, once.
  await expect(dialog).toBeHidden();
  await expect(page.getByText(note, { exact: true })).toHaveCount(1);
  await page.reload();
  await expect(page.getByText(note, { exact: true })).toHaveCount(1);
});

test('an alert that does not exist is said in words', async ({ page }) => {
  await signIn(page, '/alerta/a00000000-0000000000');
  await expect(page.getByRole('alert')).toBeVisible();
});
