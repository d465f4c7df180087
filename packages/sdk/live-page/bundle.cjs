// Makes one document of the live page's sources. What it exports is described in bundle.d.cts.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { buildSync } = require('esbuild');
const { version } = require('uplot/package.json');

const NOTICE = `/* Includes uPlot ${version}, (c) Leon Sorokin, MIT licence. */`;

const script = bundled('main.ts');
const style = bundled('page.css');

exports.document = {
  html: readFileSync(join(__dirname, 'page.html'), 'utf8')
    .replace(/\n</g, '<')
    .replace('<!--style-->', () => `<style>${style}</style>`)
    .replace('<!--script-->', () => `<script type="module">${script}</script>`),
  scriptHash: hash(script),
  styleHash: hash(style),
};

function bundled(entry) {
  const { outputFiles } = buildSync({
    absWorkingDir: __dirname,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    conditions: ['@meterkit/source'],
    target: ['es2023', 'chrome115', 'firefox115', 'safari16'],
    legalComments: 'none',
    banner: { js: NOTICE },
    charset: 'utf8',
    write: false,
  });
  return outputFiles[0].text.trim();
}

function hash(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
