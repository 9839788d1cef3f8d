import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { NoOperationTraceWriter } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

/** Reads action.yml with GitHub's own parser, which knows the icons and colors of the Marketplace. */
function errorsOf(content: string): string[] {
  const { context } = parseAction({ name: basename('action.yml'), content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

const text = readFileSync('action.yml', 'utf8');
const action = parse(text) as {
  readonly name: string;
  readonly description: string;
  readonly branding: { readonly icon: string; readonly color: string };
};

test('action.yml is one that GitHub accepts, with an icon and a color of the Marketplace', () => {
  expect(errorsOf(text)).toEqual([]);
  expect(errorsOf(text.replace(action.branding.icon, 'coffee'))).not.toEqual([]);
  expect(errorsOf(text.replace(`color: ${action.branding.color}`, 'color: pink'))).not.toEqual([]);
});

test('name and description have the lengths that the Marketplace takes', () => {
  // Whether another action, user or organization has the name only GitHub can say (RELEASE.md).
  expect(action.name).toMatch(/^\S.{1,60}\S$/);
  expect(action.description.length).toBeLessThan(125);
});
