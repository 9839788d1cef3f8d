import { dictionary } from '../source/data.ts';
import type { VersionMatrix } from './manifest.ts';

/** Reads a release version; further keys are carried along. Undefined where it is none. */
export function readVersion(value: unknown): VersionMatrix | undefined {
  const { major, minor, patch, ...more } = dictionary(value);
  const whole = (each: unknown): each is number => Number.isSafeInteger(each) && Number(each) >= 0;
  return whole(major) && whole(minor) && whole(patch) ? { ...more, major, minor, patch } : undefined;
}
