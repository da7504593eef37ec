import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { ask, drawn, expect, signIn, test } from './page';
import { FIELD_TEAM } from './world';

interface Alerts {
  features: { id: string; properties: { lon: number; lat: number; utm: string } }[];
}

const card = (page: Page) => page.getByRole('dialog', { name: /^¿Qué hay/ });

async function choose(page: Page, kind: RegExp): Promise<void> {
  await page.getByRole('button', { name: '¿Qué hay en…?' }).click();
  await page.getByRole('button', { name: kind }).click();
}

async function openFile(page: Page, name: string, text: string): Promise<void> {
  const opened = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Abrir un archivo' }).click();
  await (await opened).setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) });
}

function squares(...middles: { x: number; y: number; half: number }[]): string {
  const features = middles.map(({ x, y, half }) => ({
    type: 'Feature',
    properties: {},
    geometry: {
      type: 'Polygon',
      coordinates: [[[x - half, y - half], [x + half, y - half], [x + half, y + half], [x - half, y + half], [x - half, y - half]]],
    },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features: [...features, { type: 'Feature', properties: {}, geometry: null }] });
}

/** About 500 m around every alert, in degrees. */
async function aroundAlerts(page: Page): Promise<string> {
  const { features } = await ask<Alerts>(page, '/alerts?limit=500');
  return squares(...features.map(({ properties: { lon, lat } }) => ({ x: lon, y: lat, half: 0.005 })));
}

/** Fails on what axe calls serious or critical. */
async function check(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
}

test('alerts exported as KML are found again, and the file leaves no trace', async ({ page }) => {
  await signIn(page);
  const { features } = await ask<Alerts>(page, '/alerts?limit=500');
  const kml = await page.evaluate(async () => (await fetch('/api/v1/alerts/download?format=kml')).text());
  await choose(page, /^Un archivo/);
  await openFile(page, 'caso reservado.kml', kml);

  await expect(card(page)).toContainText(`Se leyeron ${features.length} elementos en EPSG:4326`);
  await expect(card(page).getByRole('heading', { name: `Alertas en este terreno (${features.length})` })).toBeVisible();
  for (const { id } of features) await expect(card(page).locator(`a[href="/alerta/${id}"]`)).toHaveCount(1);
  await expect(card(page)).toContainText(/\d+ % dentro/);
  await expect.poll(() => drawn(page, ['asked-limit'])).toBe(1);
  const kept = await page.evaluate(() => location.href + JSON.stringify([localStorage, sessionStorage]));
  expect(kept).not.toContain('reservado');

  await page.getByRole('button', { name: 'Quitar el archivo' }).click();
  await expect(card(page).getByRole('heading', { name: /^Alertas/ })).toHaveCount(0);
  await expect.poll(() => drawn(page, ['asked-limit'])).toBe(0);
});

test('a file in metres without a CRS is refused in words, then read with the one that is stated', async ({ page }) => {
  await signIn(page);
  const { features } = await ask<Alerts>(page, '/alerts?limit=1');
  const { id, properties } = features[0]!;
  const [, zone, x, y] = /^(\d+)S (\d+) (\d+)$/.exec(properties.utm) ?? [];
  let sent = 0;
  page.on('request', (request) => {
    if (request.url().includes('/here/file')) sent += 1;
  });
  await choose(page, /^Un archivo/);
  await openFile(page, 'metros.geojson', squares({ x: Number(x), y: Number(y), half: 300 }));
  await expect(page.getByRole('alert')).toContainText('no indica su sistema de coordenadas');

  const crs = page.getByLabel('Sistema de coordenadas del archivo');
  await expect(crs).toHaveValue('');
  await page.getByRole('button', { name: 'Preguntar', exact: true }).click();
  expect(sent).toBe(1);
  await crs.selectOption(`EPSG:327${zone}`);
  await page.getByRole('button', { name: 'Preguntar', exact: true }).click();
  await expect(card(page)).toContainText(`Se leyó 1 elemento en EPSG:327${zone}`);
  await expect(card(page).locator(`a[href="/alerta/${id}"]`)).toHaveCount(1);
  await page.getByText('1 quedó fuera: por qué').click();
  await expect(card(page)).toContainText('no tiene geometría');
});

test('a file that is no map is refused in words, and asks for no CRS', async ({ page }) => {
  await signIn(page);
  await choose(page, /^Un archivo/);
  await openFile(page, 'notas.geojson', 'esto no es un mapa');
  await expect(page.getByRole('alert')).toContainText('El archivo no se puede usar');
  await expect(page.getByLabel('Sistema de coordenadas del archivo')).toHaveCount(0);
  await openFileAgain(page);
});

/** After a refusal the way back to another file is there. */
async function openFileAgain(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Quitar el archivo' }).click();
  await expect(page.getByRole('button', { name: 'Abrir un archivo' })).toBeVisible();
}

test('a file is dropped on the map', async ({ page }) => {
  await signIn(page);
  await drawn(page, ['alerts-mark']);
  const text = await aroundAlerts(page);
  const dataTransfer = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'zona.geojson'));
    return transfer;
  }, text);
  const canvas = page.getByTestId('map').locator('canvas');
  await canvas.dispatchEvent('dragover', { dataTransfer });
  await expect(page.getByText('Suelte el archivo')).toBeVisible();
  await canvas.dispatchEvent('drop', { dataTransfer });
  await expect(page.getByText('Suelte el archivo')).toHaveCount(0);
  await expect(card(page)).toContainText('zona.geojson');
  await expect(card(page).getByRole('heading', { name: /^Alertas en este terreno/ })).toBeVisible();
});

test('an area is drawn with the pointer and shows its ties, and the briefing takes it', async ({ page }) => {
  await signIn(page);
  await drawn(page, ['alerts-mark']);
  await choose(page, /^Un área/);
  await page.getByRole('button', { name: 'Preguntar', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('una zona tiene al menos tres');
  const box = (await page.getByTestId('map').locator('canvas').boundingBox())!;
  const corners = [[0.42, 0.15], [0.65, 0.15], [0.65, 0.7], [0.42, 0.7]] as const;
  for (const [index, [x, y]] of corners.entries()) {
    await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    await expect(card(page).getByRole('status')).toContainText(index === 0 ? '1 punto' : `${index + 1} puntos`);
  }
  await page.getByRole('button', { name: 'Preguntar', exact: true }).click();
  await expect(card(page).getByRole('heading', { name: 'Según las capas' })).toBeVisible();
  await expect(card(page)).toContainText(/\d+ % dentro/);

  await page.getByRole('button', { name: 'Seguir dibujando' }).click();
  await page.getByRole('button', { name: 'Quitar la última' }).click();
  await expect(card(page).getByRole('status')).toContainText('3 puntos');
  await page.getByRole('button', { name: 'Preguntar', exact: true }).click();
  await page.getByRole('link', { name: 'Preparar un informe de esta zona' }).click();
  await expect(page).toHaveURL(/\/informe\?area=/);
});

/** What the page sends next by POST; the browser's own log leaves out the bodies of `Request`s. */
function sentBody(page: Page): Promise<unknown> {
  return page.evaluate(
    () =>
      new Promise<unknown>((resolve) => {
        const send = window.fetch;
        window.fetch = async (request, init) => {
          if (request instanceof Request && request.method === 'POST') resolve(await request.clone().json());
          return send(request, init);
        };
      }),
  );
}

test('a line is drawn with the keyboard alone, with its metres', async ({ page }) => {
  await signIn(page);
  await drawn(page, ['alerts-mark']);
  await page.getByRole('button', { name: '¿Qué hay en…?' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Una línea/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('map').locator('canvas').focus();
  for (const key of ['Enter', 'ArrowRight', 'Enter', 'ArrowDown', 'Enter', 'Backspace']) {
    await page.keyboard.press(key);
    await drawn(page, ['alerts-mark']);
  }
  await expect(card(page).getByRole('status')).toContainText('2 puntos');
  const asked = sentBody(page);
  await page.getByLabel('Metros a cada lado').fill('300');
  await page.keyboard.press('Enter');
  expect(await asked).toMatchObject({ radius_m: 300, geometry: { type: 'LineString', coordinates: { length: 2 } } });
  await expect(card(page).getByRole('heading', { name: 'Según las capas' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card(page)).toBeHidden();
});

test('a field team reads whose rights lie there by no name', async ({ page }) => {
  await signIn(page);
  const text = await aroundAlerts(page);
  await choose(page, /^Un archivo/);
  await openFile(page, 'zona.geojson', text);
  await expect(card(page)).toContainText(/titular TITULAR FICTICIO/);

  await page.context().clearCookies();
  await signIn(page, '/', { user: FIELD_TEAM });
  await choose(page, /^Un archivo/);
  await openFile(page, 'zona.geojson', text);
  await expect(card(page)).toContainText(/derecho minero «Concesión Ficticia/);
  await expect(card(page)).not.toContainText(/TITULAR FICTICIO|MINERO FICTICIO/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe finds nothing serious (${colorScheme})`, () => {
    test.use({ colorScheme, viewport: { width: 390, height: 780 } });

    test('menu, drawing and file on a phone', async ({ page }) => {
      await signIn(page);
      await drawn(page, ['alerts-mark']);
      await page.getByRole('button', { name: '¿Qué hay en…?' }).click();
      await check(page);
      await page.getByRole('button', { name: /^Una línea/ }).click();
      await check(page);
      await choose(page, /^Un archivo/);
      await openFile(page, 'metros.geojson', squares({ x: 377_000, y: 8_605_000, half: 300 }));
      await page.getByLabel('Sistema de coordenadas del archivo').waitFor();
      await check(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(wide).toBe(false);
    });
  });
}
