#!/usr/bin/env node
import module from 'node:module';

// Node keeps the compiled code between runs where it can (from 22.1 on).
module.enableCompileCache?.();
await import('../dist/cli.js');
