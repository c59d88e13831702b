#!/usr/bin/env node
// A file of its own, since the link to it is made before dist/ is built.
import '../dist/main.js';
