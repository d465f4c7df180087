// Puts the live page into dist as a module that needs nothing, with the licence of the library that is in it.
const { copyFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { document } = require('./bundle.cjs');

const dist = join(__dirname, '../dist');
const name = 'endpoint/live-page-document.cjs';
writeFileSync(join(dist, 'cjs', name), `exports.document = ${JSON.stringify(document)};\n`);
writeFileSync(join(dist, 'esm', name), `module.exports = require('../../cjs/${name}');\n`);
const uplot = dirname(require.resolve('uplot/package.json'));
copyFileSync(join(uplot, 'LICENSE'), join(dist, 'cjs/endpoint/live-page-uplot-license.txt'));
