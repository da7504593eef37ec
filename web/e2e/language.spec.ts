import { expect, signIn, test } from './page';
import { TRAVELLER } from './world';

test('the language is switched, kept with the account, and leaves nothing untranslated', async ({ page }) => {
  await signIn(page, '/', { user: TRAVELLER });
  await page.locator('details.account summary').click();
  await page.getByRole('radio', { name: 'English' }).check();
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);

  // Another browser state: only the account knows.
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible();
  await page.locator('[data-alert]').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  // A message that does not exist shows as its name, and the console says so.
  await expect(page.getByText(/\bweb-[a-z]+-[a-z-]+\b/)).toHaveCount(0);

  await page.locator('details.account summary').click();
  await page.getByRole('radio', { name: 'Español' }).check();
  await expect(page.getByRole('navigation', { name: 'Secciones' })).toBeVisible();
});
