import { spawnSync } from 'node:child_process';
import { ask, expect, signIn, test } from './page';

test('a briefing for a place is read, and downloaded as GPX that OGR opens', async ({ page }, info) => {
  await signIn(page);
  const { features } = await ask<{ features: { properties: { lon: number; lat: number } }[] }>(
    page,
    '/alerts?limit=1',
  );
  const { lon = 0, lat = 0 } = features[0]?.properties ?? {};
  await page.goto(
    `${new URL(page.url()).origin}/informe?lon=${lon.toFixed(5)}&lat=${lat.toFixed(5)}&radius_m=5000`,
  );
  const link = page.getByRole('link', { name: /GPX/ });
  await expect(link).toBeVisible();
  await expect(page.getByText(/UTM/).first()).toBeVisible();

  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const path = info.outputPath('briefing.gpx');
  await download.saveAs(path);
  const read = spawnSync('ogrinfo', ['-ro', '-so', path, 'waypoints'], { encoding: 'utf8' });
  expect(read.status, read.stderr).toBe(0);
  expect(Number(/Feature Count: (\d+)/.exec(read.stdout)?.[1])).toBeGreaterThan(0);
});

interface First {
  features: { properties: { lon: number; lat: number } }[];
}

test('a place is searched, a radius chosen, and the address names both', async ({ page }) => {
  await signIn(page, '/informe');
  await page.getByRole('button', { name: 'Hacer el informe' }).click();
  await expect(page.getByText('Elija primero un punto.')).toBeVisible();

  const { features } = await ask<First>(page, '/alerts?limit=1');
  const { lon = 0, lat = 0 } = features[0]?.properties ?? {};
  const form = page.getByRole('form', { name: 'Lugar del informe' });
  await form.getByRole('searchbox').fill(`${lat.toFixed(5)}, ${lon.toFixed(5)}`);
  await page.keyboard.press('Enter');
  const chosen = page.getByText(`${lat.toFixed(6).slice(0, 7)}`, { exact: false }).first();
  const result = form.getByRole('listitem').getByRole('button').first();
  await expect(chosen.or(result).first()).toBeVisible();
  if (await result.isVisible()) await result.click();
  await form.getByRole('combobox', { name: 'Radio' }).selectOption({ label: '5 km' });
  await page.getByRole('button', { name: 'Hacer el informe' }).click();

  await expect(page.getByRole('heading', { name: 'Objetivos' })).toBeVisible();
  expect(new URL(page.url()).searchParams.get('radius_m')).toBe('5000');
  await expect(page.getByText('título no es autoría').first()).toBeVisible();
});

test('an area is drawn on the map, with the pointer and with the keyboard', async ({ page }) => {
  await signIn(page, '/informe');
  await page.getByLabel('Una zona dibujada').check();
  const map = page.getByRole('form', { name: 'Lugar del informe' }).locator('canvas');
  await expect(map).toBeVisible();
  const box = await map.boundingBox();
  if (!box) throw new Error('the map is not on the page');
  for (const [x, y] of [
    [0.3, 0.3],
    [0.7, 0.3],
  ] as const) {
    await map.click({ position: { x: box.width * x, y: box.height * y } });
  }
  await expect(page.getByText('2 esquinas')).toBeVisible();
  await page.getByRole('button', { name: 'Hacer el informe' }).click();
  await expect(page.getByText('Faltan esquinas')).toBeVisible();

  await map.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('3 esquinas')).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect(page.getByText('2 esquinas')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('3 esquinas')).toBeVisible();
  const [asked] = await Promise.all([
    page.waitForRequest((request) => request.url().includes('/api/v1/briefing?area=')),
    page.getByRole('button', { name: 'Hacer el informe' }).click(),
  ]);
  expect(new URL(asked.url()).searchParams.get('area')?.split(';')).toHaveLength(3);
});

test('a place without alerts and an address without a place are said in words', async ({ page }) => {
  await signIn(page, '/informe?lon=-60&lat=-3&radius_m=1000');
  await expect(page.getByRole('heading', { name: 'No hay alertas en este lugar' })).toBeVisible();
  await expect(page.getByText('No prueba que no haya actividad')).toBeVisible();
  await expect(page.getByRole('link', { name: /GPX/ })).toHaveCount(0);

  await page.goto(`${new URL(page.url()).origin}/informe?lon=-70&lat=-13&radius_m=1`);
  await expect(page.getByRole('alert')).toContainText('La dirección no indica un lugar');
});

test('a briefing is printed on A4 with its pictures and without its buttons', async ({ page }) => {
  await signIn(page);
  const { features } = await ask<First>(page, '/alerts?limit=1');
  const { lon = 0, lat = 0 } = features[0]?.properties ?? {};
  const place = `lon=${lon.toFixed(5)}&lat=${lat.toFixed(5)}&radius_m=20000`;
  await page.goto(`${new URL(page.url()).origin}/informe?${place}`);
  const chip = page.getByRole('img', { name: 'Imagen de después del objetivo 1' });
  await expect
    .poll(() => chip.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
    .toBeGreaterThan(200);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('RESERVADO · NO DIFUNDIR')).toBeVisible();
  await expect(page.getByRole('link', { name: /GPX/ })).toBeHidden();
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  // A4 in points.
  expect(pdf).toMatch(/\/MediaBox\s*\[\s*0\s+0\s+59[45][.\d]*\s+84[12][.\d]*\s*\]/);
});
