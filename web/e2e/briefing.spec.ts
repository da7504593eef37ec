import { spawnSync } from 'node:child_process';
import { ask, expect, signIn, test } from './page';

test('a briefing for a place is read, and downloaded as GPX that OGR opens', async ({ page }, info) => {
  await signIn(page);
  const { features } = await ask<{ features: { properties: { lon: number; lat: number } }[] }>(page, '/alerts?limit=1');
  const { lon = 0, lat = 0 } = features[0]?.properties ?? {};
  await page.goto(`${new URL(page.url()).origin}/informe?lon=${lon.toFixed(5)}&lat=${lat.toFixed(5)}&radius_m=5000`);
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
