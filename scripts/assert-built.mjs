// Run by npm before it packs the package in the current directory: without its dist folder a tarball is of no use.
import { existsSync } from 'node:fs';

if (!existsSync('dist')) {
  console.error(
    `${process.env.npm_package_name}: expected a dist folder; run "npm run build" in the root`,
  );
  process.exitCode = 1;
}
