import { ask, drawn, expect, loseSession, signIn, test } from './page';
import { world } from './world';

interface Collection {
  total: number;
  features: { id: string; properties: { state: string; ties: { kind: string; code: string; name: string; relation: string }[] } }[];
}

test('every alert and every mining right is drawn', async ({ page }) => {
  await signIn(page);
  const alerts = await ask<Collection>(page, '/alerts?limit=500');
  const index = await ask<{ layers: { name: string; features: number }[] }>(page, '/tiles');
  const rights = index.layers.find(({ name }) => name === 'mining_right')?.features ?? 0;
  expect(alerts.total).toBeGreaterThan(0);
  expect(rights).toBeGreaterThan(0);
  await expect.poll(() => drawn(page, ['alerts-mark'])).toBe(alerts.total);
  await expect.poll(() => drawn(page, ['alerts-fill'])).toBe(alerts.total);
  await expect(page.locator('[data-alert]')).toHaveCount(alerts.total);
});

test('a filter narrows list, map and address alike, and survives a reload', async ({ page }) => {
  await signIn(page);
  const { features } = await ask<Collection>(page, '/alerts?limit=500');
  const areas = (await ask<{ features: { properties: { area_ha: number } }[] }>(page, '/alerts?limit=500')).features
    .map(({ properties }) => properties.area_ha)
    .sort((a, b) => a - b);
  const half = areas[Math.floor(areas.length / 2)] ?? 0;
  const wanted = areas.filter((area) => area >= half).length;
  expect(features.length).toBeGreaterThan(wanted);

  await page.getByRole('button', { name: /^Filtros/ }).click();
  await page.getByLabel('Área mínima (ha)').fill(String(half));
  await page.getByLabel('Área mínima (ha)').blur();
  await expect(page.locator('[data-alert]')).toHaveCount(wanted);
  expect(new URL(page.url()).searchParams.get('area_min_ha')).toBe(String(half));
  await expect.poll(() => drawn(page, ['alerts-fill'])).toBeLessThan(features.length);

  await page.reload();
  await expect(page.locator('[data-alert]')).toHaveCount(wanted);
  await page.getByRole('button', { name: /^Filtros/ }).click();
  await page.getByRole('button', { name: 'Quitar filtros' }).click();
  await expect(page.locator('[data-alert]')).toHaveCount(features.length);
});

test('filters that nothing passes are said in words, with the way out', async ({ page }) => {
  await signIn(page, '/?area_min_ha=100000');
  await expect(page.getByText('Ninguna alerta cumple los filtros')).toBeVisible();
  await page.getByRole('status').getByRole('button', { name: 'Quitar filtros' }).click();
  await expect(page.locator('[data-alert]').first()).toBeVisible();
});

test('the list moves by arrows and opens with Enter', async ({ page }) => {
  await signIn(page);
  const cards = page.locator('[data-alert]');
  await cards.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(cards.nth(1)).toBeFocused();
  const id = await cards.nth(1).getAttribute('data-alert');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/alerta/${id}$`));
  await page.evaluate(() => history.back());
  await expect(cards.first()).toBeVisible();
});

test('Enter on the map asks what is in its middle, Escape gives the focus back', async ({ page }) => {
  await signIn(page);
  await drawn(page, ['alerts-mark']);
  await page.getByTestId('map').locator('canvas').focus();
  await page.keyboard.press('Enter');
  const card = page.getByRole('dialog', { name: '¿Qué hay aquí?' });
  await expect(card).toContainText(/UTM 1[789]S \d{6} \d{7}/);
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await expect(page.getByTestId('map').locator('canvas')).toBeFocused();
});

test('a mining right is found by its code and the map goes there', async ({ page }) => {
  await signIn(page);
  const { features } = await ask<Collection>(page, '/alerts?layer=mining_right&limit=1');
  const right = features[0]?.properties.ties.find(({ kind }) => kind === 'mining_right');
  test.skip(!right, 'no alert of this world touches a mining right');
  await page.getByRole('combobox', { name: /^Buscar/ }).fill(right?.code ?? '');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: '¿Qué hay aquí?' })).toContainText(right?.name ?? '');
});

test('layers switch on and off, and a scene lies below them', async ({ page }) => {
  await signIn(page);
  await expect.poll(() => drawn(page, ['protected_area-fill', 'buffer_zone-fill', 'mining_right-fill'], 'code')).toBeGreaterThan(0);
  await page.getByRole('checkbox', { name: 'Derechos mineros' }).uncheck();
  await expect.poll(() => drawn(page, ['mining_right-fill'], 'code')).toBe(0);
  const tile = page.waitForResponse((response) => response.url().includes('/tiles/scene/') && response.status() === 200);
  const dates = page.getByLabel('Fecha de toma');
  await dates.selectOption({ index: 1 });
  expect((await tile).headers()['content-type']).toMatch(/^image\//);
});

test('a session lost while the map moves is asked for, and the map is drawn after it', async ({ page }) => {
  await signIn(page);
  const all = (await ask<Collection>(page, '/alerts?limit=1')).total;
  await expect.poll(() => drawn(page, ['alerts-mark'])).toBe(all);
  await loseSession(page);
  // Step by step out, until a tile is needed that was not loaded yet.
  const dialog = page.getByRole('dialog', { name: 'Su sesión terminó' });
  await expect(async () => {
    if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Alejar' }).click({ timeout: 1000 });
    await expect(dialog).toBeVisible({ timeout: 2000 });
  }).toPass();
  await dialog.getByLabel('Contraseña').fill(world.password);
  // Tiles of other zooms stand in on the screen, so the request itself is what counts.
  const again = page.waitForResponse(
    (response) => response.url().includes('/tiles/vector/alerts/') && response.ok(),
  );
  await dialog.getByRole('button', { name: 'Iniciar sesión' }).click();
  await expect(dialog).toBeHidden();
  await again;
  await expect.poll(() => drawn(page, ['alerts-mark'])).toBe(all);
});

test('the list of where to begin tells one place for many and opens the rest', async ({ page }) => {
  await signIn(page);
  const { total } = await ask<Collection>(page, '/alerts?limit=500');
  await page.getByRole('combobox', { name: /^Orden/ }).selectOption('priority');
  const list = page.getByRole('list', { name: 'Por dónde empezar' });
  // The small world is smaller than the distance within which alerts are told together.
  await expect(list.locator('[data-alert]')).toHaveCount(1);
  await expect(list).toContainText(/\d+ puntos/);
  await list.getByRole('button', { name: `y ${total - 1} más a menos de 3.0 km` }).click();
  await expect(page.locator('[data-alert]')).toHaveCount(total);
  expect(new URL(page.url()).searchParams.get('bbox')).not.toBeNull();
});
