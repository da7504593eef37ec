import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { drawn, expect, signIn, test } from './page';
import { world } from './world';

/** Fails on what axe calls serious or critical. */
async function check(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  expect(grave).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe finds nothing serious (${colorScheme})`, () => {
    test.use({ colorScheme });

    test('signing in', async ({ page }) => {
      await page.goto(world.url);
      await expect(page.getByLabel('Usuario')).toBeVisible();
      await check(page);
    });

    test('map, filters, card', async ({ page }) => {
      await signIn(page);
      await drawn(page, ['alerts-mark']);
      await check(page);
      await page.getByRole('button', { name: /^Filtros/ }).click();
      await page.getByTestId('map').locator('canvas').focus();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog')).toContainText('UTM');
      await check(page);
    });

    test('alert and briefing', async ({ page }) => {
      await signIn(page);
      await page.locator('[data-alert]').first().click();
      await expect(page.getByRole('slider').first()).toBeVisible();
      await check(page);
      await page.getByRole('link', { name: 'Informe de zona' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await check(page);
    });
  });
}

test('the page works on a phone: the sheet opens and the list scrolls', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await signIn(page);
  await expect(page.locator('[data-alert]').first()).toBeAttached();
  const sheet = page.getByRole('button', { name: 'Ampliar o reducir la lista' });
  await sheet.focus();
  await page.keyboard.press('Enter');
  await expect(sheet).toHaveAttribute('aria-expanded', 'true');
  await page.locator('[data-alert]').last().scrollIntoViewIfNeeded();
  await expect(page.locator('[data-alert]').last()).toBeInViewport();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wide).toBe(false);
  await check(page);
});
