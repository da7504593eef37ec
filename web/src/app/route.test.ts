import { expect, it } from 'vitest';
import { match } from './route';

it('knows each page by its path', () => {
  expect(match('/')).toEqual({ page: 'map' });
  expect(match('/informe')).toEqual({ page: 'briefing' });
  expect(match('/produccion')).toEqual({ page: 'production' });
  expect(match('/titulares/')).toEqual({ page: 'holders' });
  expect(match('/alerta/a20230625-f143639ee3')).toEqual({ page: 'alert', id: 'a20230625-f143639ee3' });
  expect(match('/alerta/')).toEqual({ page: 'unknown' });
  expect(match('/otra')).toEqual({ page: 'unknown' });
});

it('takes an identifier with a broken escape as it stands', () => {
  expect(match('/alerta/%E0%A4%A')).toEqual({ page: 'alert', id: '%E0%A4%A' });
});
