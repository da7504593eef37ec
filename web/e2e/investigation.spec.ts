import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, signIn, test } from './page';
import { ADMIN, ANALYST, FIELD_TEAM, world } from './world';

const [HIDDEN, FOREST, MINED] = ['019900006', '019900003', '019900004'];

const card = (page: Page, right: string) =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name: right }) });

/** Fails on what axe calls serious or critical. */
async function check(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
}

test('an analyst reads what is declared and not seen, seen and not declared, or cannot be said', async ({ page }) => {
  await signIn(page, '/', { user: ANALYST });
  await page.getByRole('link', { name: 'Investigación' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Producción declarada y lo que se ve');
  await expect(page.getByRole('note').filter({ hasText: 'SOLO INTELIGENCIA' })).toContainText('queda registrada');
  await expect(page.getByText('Un título no prueba autoría')).toHaveCount(1);

  await expect(page.getByText(/^Umbrales: una imagen cuenta si ve al menos \d+ %/)).toBeVisible();
  await expect(card(page, FOREST)).toContainText('Declara 6.00 kg de oro en 12 meses');
  await expect(card(page, FOREST)).toContainText('1 ene. 2023 – 31 dic. 2023');
  const hidden = card(page, HIDDEN);
  await expect(hidden).toContainText('No observable');
  await expect(hidden).toContainText('No se puede decir si hubo labor');
  await expect(hidden).not.toContainText('no muestran ninguna labor');
  const worked = card(page, MINED);
  await expect(worked).toContainText('no hay ninguna declaración de oro');
  const id = await worked.getByRole('link').first().textContent();
  await worked.getByRole('link').first().click();
  await expect(page).toHaveURL(new RegExp(`/alerta/${id}$`));
});

test('the filter is kept in the address and reads the scenes only once', async ({ page }) => {
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/production/findings')) asked += 1;
  });
  await signIn(page, '/produccion', { user: ANALYST });
  await expect(page.getByRole('article')).toHaveCount(3);
  await page.getByLabel('Solo lo que se pudo observar').check();
  await expect(page.getByRole('article')).toHaveCount(2);
  await expect(card(page, HIDDEN)).toHaveCount(0);
  await page.getByRole('radio', { name: /^Labores visibles sin declaración/ }).check();
  await expect(page.getByRole('article')).toHaveCount(1);
  expect(new URL(page.url()).search).toBe('?observed=1&kind=working_without_declaration');
  expect(asked).toBe(1);
  await page.reload();
  await expect(page.getByRole('article')).toHaveCount(1);
});

test('without a load the page says how it is loaded', async ({ page }) => {
  await signIn(page, '/produccion', { url: world.liveUrl });
  await expect(page.getByText('Todavía no hay producción declarada')).toBeVisible();
  await expect(page.getByText('vigia production load ARCHIVO.csv')).toBeVisible();
});

for (const user of [FIELD_TEAM, ADMIN]) {
  test(`who does not investigate (${user}) sees no link and is refused`, async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (/production|holders/.test(new URL(request.url()).pathname)) asked.push(request.url());
    });
    await signIn(page, '/', { user });
    await expect(page.getByRole('link', { name: 'Informe de zona' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Investigación' })).toHaveCount(0);
    for (const path of ['/produccion', '/titulares']) {
      await page.goto(world.url + path);
      await expect(page.getByText('Esta página no es para su rol')).toBeVisible();
      await expect(page.getByText('TITULAR FICTICIO')).toHaveCount(0);
    }
    expect(asked).toEqual([]);
    const refused = await page.evaluate(() => fetch('/api/v1/holders').then(({ status }) => status));
    expect(refused).toBe(403);
  });
}

test('holders are listed with what was cleared, and searched without telling the address', async ({ page }) => {
  await signIn(page, '/produccion', { user: ANALYST });
  await page.getByRole('navigation', { name: 'Investigación' }).getByRole('link', { name: 'Titulares' }).click();
  const row = page.getByRole('row', { name: /^TITULAR FICTICIO 04/ });
  await expect(row).toContainText(`Derecho minero ${MINED}`, { ignoreCase: true });
  await expect(row.getByRole('link').first()).toHaveAttribute('href', /^\/alerta\/a2023/);
  await page.getByRole('searchbox').fill(`fictício ${MINED}`);
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page.getByText('1 de 21 coinciden')).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
  await page.getByRole('searchbox').fill('nadie');
  await expect(page.getByText('Ningún titular coincide con la búsqueda')).toBeVisible();
});

test.describe(() => {
  // A pair is asked about once: a second try on the same server would not find it.
  test.describe.configure({ retries: 0 });

  test('a verdict joins two holders, and another parts them again', async ({ page }) => {
    await signIn(page, '/titulares', { user: ANALYST });
    const search = page.getByRole('searchbox');
    const rows = page.getByRole('row', { name: /^MINERO FICTICIO 1/ });
    await search.fill('minero ficticio 1');
    await expect(rows).toHaveCount(3);
    await page.getByText('Podrían ser el mismo titular').click();
    const pair = 'MINERO FICTICIO 11 y MINERO FICTICIO 12';
    const list = page.getByRole('list', { name: 'Podrían ser el mismo titular' });
    await search.fill('minero ficticio 11');
    await list.getByRole('button', { name: `Es el mismo: ${pair}` }).click();
    await expect(page.getByText(`Quedó dicho que son el mismo: ${pair}`)).toBeVisible();
    await search.fill('minero ficticio 1');
    await expect(rows).toHaveCount(2);
    await expect(page.getByRole('button', { name: `Es otro: ${pair}` })).toHaveCount(0);

    await page.getByRole('button', { name: /^Separar «minero ficticio 12»/ }).click();
    await expect(page.getByText('Quedó dicho que son distintos')).toBeVisible();
    await expect(rows).toHaveCount(3);
    // The pair was decided: nobody is asked again.
    await search.fill('minero ficticio 12');
    await expect(page.getByRole('button', { name: `Es el mismo: ${pair}` })).toHaveCount(0);
  });
});

test('a verdict that is refused is told, with the buttons there to try again', async ({ page }) => {
  await page.route('**/api/v1/holders/verdicts', (route) =>
    route.fulfill({
      status: 404,
      contentType: 'application/problem+json',
      body: JSON.stringify({ code: 'not_found', status: 404, title: 'No existe', detail: 'No hay tal titular.' }),
    }),
  );
  await signIn(page, '/titulares', { user: ANALYST });
  await page.getByText('Podrían ser el mismo titular').click();
  const first = page.getByRole('button', { name: /^Es otro/ }).first();
  await first.click();
  await expect(page.getByRole('alert')).toContainText('No se guardó lo que dijo: No hay tal titular.');
  await expect(first).toBeEnabled();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe finds nothing serious (${colorScheme})`, () => {
    test.use({ colorScheme });

    test('declared production and holders', async ({ page }) => {
      await signIn(page, '/produccion', { user: ANALYST });
      await expect(page.getByRole('article').first()).toBeVisible();
      await check(page);
      await page.getByRole('link', { name: 'Titulares' }).click();
      await page.getByText('Podrían ser el mismo titular').click();
      await expect(page.getByRole('button', { name: /^Es el mismo/ }).first()).toBeVisible();
      await check(page);
    });
  });
}

test('on a phone the way there is in the account menu, and both pages are no wider', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await signIn(page, '/', { user: ANALYST });
  await page.locator('details.account summary').click();
  await page.getByRole('link', { name: 'Investigación' }).click();
  await expect(page.locator('details.account')).not.toHaveAttribute('open');
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  await expect(page.getByRole('article')).toHaveCount(3);
  expect(await wide()).toBe(false);
  await page.getByRole('link', { name: 'Titulares' }).click();
  await page.getByText('Podrían ser el mismo titular').click();
  await expect(page.getByRole('row').first()).toBeAttached();
  expect(await wide()).toBe(false);
  await check(page);
});

test('on paper the use is stated at the top, and what only a screen can do is gone', async ({ page }) => {
  await signIn(page, '/produccion', { user: ANALYST });
  await expect(page.getByRole('article')).toHaveCount(3);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('SOLO INTELIGENCIA · NO ES PRUEBA · NO DIFUNDIR')).toBeVisible();
  await expect(page.getByRole('note').filter({ hasText: 'SOLO INTELIGENCIA' })).toBeVisible();
  await expect(page.getByLabel('Solo lo que se pudo observar')).toBeHidden();
  await expect(page.getByRole('navigation')).toHaveCount(0);
});
