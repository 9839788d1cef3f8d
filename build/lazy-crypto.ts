import type * as crypto from 'node:crypto';

const real = (): typeof crypto => process.getBuiltinModule('node:crypto');

export const randomUUID: typeof crypto.randomUUID = (options) => real().randomUUID(options);
export const createHash: typeof crypto.createHash = (algorithm, options) =>
  real().createHash(algorithm, options);
