import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the pictures of the README are there, and small', () => {
  const paths = [...readFileSync('README.md', 'utf8').matchAll(/(?:src|srcset)="([^"]+)"/g)].map(
    ([, path = '']) => path,
  );
  expect(paths).toEqual(['docs/images/comment-dark.png', 'docs/images/comment.png']);
  for (const path of paths) {
    expect(readFileSync(path).subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(statSync(path).size).toBeLessThan(150_000);
  }
});
