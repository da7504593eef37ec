import { expect, it } from 'vitest';

import { cssString, pageMargins } from './page_margins';

it('quotes whatever a name holds', () => {
  expect(cssString('José "el Zorro" \\ }')).toBe('"José \\22 el Zorro\\22  \\5c  }"');
  expect(cssString('a\nb</style>')).toBe('"a\\a b\\3c /style\\3e "');
});

it('numbers the pages and leaves the running head off the first', () => {
  const rules = pageMargins({ head: 'Vigía', caution: 'No difundir', foot: 'hecho hoy' });
  expect(rules).toContain('counter(page) " / " counter(pages)');
  expect(rules.split('@page :first')[1]).toContain('@top-right { content: none; }');
});
