import type { CommentOrigin } from '../../src/report/comment/comment.ts';
import { links } from './hostile-result.ts';

/** A run of a job in a repository. */
export const origin: CommentOrigin = {
  links,
  runUrl: 'https://github.test/runs/7',
  workflow: 'Call flows',
  job: 'check',
  environment: 'prod',
  commit: 'abcdef0123456789abcdef0123456789abcdef01',
};
