import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');

it.each(['check', 'diff', 'doctor'])('the README shows what %s prints, as tested', (command) => {
  const golden = readFileSync(join(__dirname, `golden/${command}.txt`), 'utf8');
  expect(readme).toContain(`\`\`\`text\n${golden}\`\`\`\n`);
});
