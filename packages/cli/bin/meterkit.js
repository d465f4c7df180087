#!/usr/bin/env node
// In the sources, so that npm finds it when it installs the checkout, which is before the build.
import '../dist/esm/main.js';
