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
  const at = Number(await swipe.getAttribute('aria-valuenow'));
  // Pictures that arrive and the focus both move the page: the handle is looked for anew.
  await expect(async () => {
    const handle = await swipe.boundingBox();
    if (!handle) throw new Error('the handle is not on the page');
    await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
    await page.mouse.down();
    await page.mouse.move(handle.x - 120, handle.y + handle.height / 2, { steps: 5 });
    await page.mouse.up();
    expect(Number(await swipe.getAttribute('aria-valuenow'))).toBeLessThan(at);
  }).toPass({ timeout: 30_000 });
});

test('the link to the map selects the alert there, and the address keeps it', async ({ page }) => {
  await openFirst(page);
  const id = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
  await page.getByRole('link', { name: 'Ver en el mapa' }).click();
  const card = page.getByRole('dialog', { name: 'Alerta' });
  await expect(card.getByRole('link', { name: 'Abrir la alerta' })).toHaveAttribute('href', `/alerta/${id}`);
  await page.reload();
  await expect(card).toBeVisible();
  await card.getByRole('button', { name: 'Cerrar' }).click();
  await expect(card).toBeHidden();
  expect(new URL(page.url()).searchParams.has('alert')).toBe(false);
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
  await expect(page.getByText('No hay ninguna alerta con este identificador')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Ir al mapa', exact: true })).toBeVisible();
});

test('both sides are drawn, and dates and colours change what is asked for', async ({ page }) => {
  await openFirst(page);
  for (const side of ['before', 'after']) {
    const tile = page.locator(`[data-side=${side}] img`).first();
    await expect
      .poll(() => tile.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth), {
        message: side,
      })
      .toBe(256);
  }
  const addresses = (side: string) =>
    page
      .locator(`[data-side=${side}] img`)
      .evaluateAll((images) => images.map((image) => image.getAttribute('src') ?? ''));

  await page.getByText('NDVI', { exact: true }).first().click();
  expect((await addresses('after')).every((address) => address.includes('/ndvi/'))).toBe(true);

  // The comparison belongs to the later scene and names the earlier; the left keeps its colours.
  await page.getByText('Cambio', { exact: true }).click();
  const before = await page.getByLabel('Antes', { exact: true }).inputValue();
  const compared = await addresses('after');
  expect(compared.every((address) => address.endsWith(`&before=${encodeURIComponent(before)}`))).toBe(true);
  expect((await addresses('before')).every((address) => address.includes('/natural/'))).toBe(true);

  const picker = page.getByLabel('Antes', { exact: true });
  const others = await picker
    .locator('option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  const other = others.find((id) => id !== before) ?? '';
  await picker.selectOption(other);
  expect((await addresses('before')).every((address) => address.includes(encodeURIComponent(other)))).toBe(
    true,
  );
});

test('a pixel chosen with the keyboard is charted, in a table too', async ({ page }) => {
  await openFirst(page);
  await expect(page.getByText('En el centro del sitio:')).toBeVisible();
  await page.getByRole('group', { name: 'Comparación de imágenes del lugar' }).focus();
  await page.keyboard.press('ArrowRight');
  const [asked] = await Promise.all([
    page.waitForRequest((request) => /\/pixels\?lon=.+&lat=/.test(request.url())),
    page.keyboard.press('Enter'),
  ]);
  const { series } = (await (await asked.response())?.json()) as {
    series: { index: string; points: unknown[] }[];
  };
  await expect(page.getByText('En el punto que usted eligió:')).toBeVisible();

  const ndvi = series.find(({ index }) => index === 'ndvi')?.points.length ?? 0;
  expect(ndvi).toBeGreaterThan(0);
  const chart = page.getByRole('figure').filter({ has: page.getByRole('heading', { name: 'Vegetación' }) });
  await chart.getByText('Ver los números en una tabla').click();
  expect(await chart.getByRole('row').count()).toBeGreaterThan(1);
  expect(await chart.locator('circle.mark').count()).toBeGreaterThanOrEqual(ndvi);
});

test('a note is still there after the reader gave up signing in', async ({ page }) => {
  await openFirst(page);
  const address = page.url();
  await page.locator('#note-text').fill('Dos dragas en la margen derecha');
  await loseSession(page);
  await page.getByRole('button', { name: 'Guardar nota' }).click();
  await page.getByRole('button', { name: 'Salir sin guardar' }).click();
  await signIn(page, new URL(address).pathname);
  await expect(page.locator('#note-text')).toHaveValue('Dos dragas en la margen derecha');
  await expect(page.getByText('Aún no está guardado')).toBeVisible();
});

test('pictures refused for a lost session are drawn after signing in', async ({ page }) => {
  await openFirst(page);
  await expect(page.getByRole('slider').first()).toBeVisible();
  await loseSession(page);
  await page.getByText('SWIR', { exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Su sesión terminó' });
  await dialog.getByLabel('Contraseña').fill(world.password);
  await dialog.getByRole('button', { name: 'Iniciar sesión' }).click();
  await expect(dialog).toBeHidden();
  const tile = page.locator('[data-side=after] img').first();
  await expect
    .poll(() => tile.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
    .toBe(256);
});

test('an alert is printed as a document: both sides, no buttons, not to be spread', async ({ page }) => {
  await openFirst(page);
  await expect(page.getByRole('heading', { name: 'Vegetación' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('RESERVADO · NO DIFUNDIR')).toBeVisible();
  await expect(page.getByText('(hora del Perú) por Rosa Quispe')).toBeVisible();
  for (const hidden of ['Imprimir', 'Guardar nota']) {
    await expect(page.getByText(hidden, { exact: true })).toBeHidden();
  }
  const boxes = await Promise.all(
    ['before', 'after'].map((side) => page.locator(`[data-side=${side}]`).boundingBox()),
  );
  const [left, right] = boxes;
  expect(left && right && right.x >= left.x + left.width).toBe(true);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1);
});
