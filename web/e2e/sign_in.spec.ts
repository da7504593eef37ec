import { expect, signIn, test } from './page';
import { USER, world } from './world';

test('a wrong password is refused in words, and the field is empty again', async ({ page }) => {
  await page.goto(world.url);
  await page.getByLabel('Usuario').fill(USER);
  await page.getByLabel('Contraseña').fill('wrong');
  await page.getByRole('button', { name: 'Iniciar sesión' }).click();
  await expect(page.getByRole('alert')).not.toBeEmpty();
  await expect(page.getByLabel('Contraseña')).toHaveValue('');
});

test('signing in leads to the address that was asked for, signing out forgets it', async ({ page }) => {
  await signIn(page, '/?state=confirmed');
  expect(new URL(page.url()).searchParams.get('state')).toBe('confirmed');
  await page.locator('details.account summary').click();
  await page.getByRole('button', { name: 'Cerrar sesión' }).click();
  await expect(page.getByRole('heading', { name: 'Iniciar sesión' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Iniciar sesión' })).toBeVisible();
});

test('an address without a page says so', async ({ page }) => {
  await signIn(page, '/otra/cosa');
  await expect(page.getByText('Esta dirección no lleva a ninguna página')).toBeVisible();
});
