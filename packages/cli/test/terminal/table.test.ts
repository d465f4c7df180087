import { table } from '../../src/terminal/table.js';

it('lines columns up by the cells that they take, and writes controls out', () => {
  const columns = [{ title: 'NAME' }, { title: 'N', align: 'right' as const }];
  const rows = [
    ['日本', '1'],
    ['a\x1b[2J\nb', '22'],
  ];
  expect(table(columns, rows)).toBe('NAME            N\n日本            1\na\\x1b[2J\\x0ab  22\n');
});

it('is nothing without rows', () => {
  expect(table([{ title: 'NAME' }], [])).toBe('');
});
