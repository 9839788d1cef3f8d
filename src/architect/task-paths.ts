import { dictionary } from '../source/data.ts';

const STEP = '/task[';

/** By which paths the tasks of a flow go back to a call of them; each task is read when a call first asks. */
export class TaskPaths {
  readonly #tasks = new Map<string, unknown>();
  readonly #paths = new Map<string, readonly string[] | undefined>();

  constructor(tasks: unknown) {
    for (const item of Array.isArray(tasks) ? tasks : []) {
      const { task } = dictionary(item);
      const { refId } = dictionary(task);
      if (typeof refId === 'string' || typeof refId === 'number') this.#tasks.set(String(refId), task);
    }
  }

  /** The names of the paths that the end tasks of the task name; undefined for a task that is not known or has none. */
  of(reference: unknown): readonly string[] | undefined {
    const refId = typeof reference === 'string' ? refIdIn(reference) : undefined;
    if (refId === undefined || !this.#tasks.has(refId)) return undefined;
    if (!this.#paths.has(refId)) this.#paths.set(refId, pathsIn(this.#tasks.get(refId)));
    return this.#paths.get(refId);
  }
}

/** The refId at the end of `…/task[Main_12]`. */
function refIdIn(reference: string): string | undefined {
  const from = reference.indexOf(STEP);
  return from < 0 || !reference.endsWith(']') ? undefined : reference.slice(from + STEP.length, -1);
}

function pathsIn(task: unknown): readonly string[] | undefined {
  const found = new Set<string>();
  const open: unknown[] = [task];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      if (key === 'endTask') {
        const { name } = dictionary(dictionary(child).outputPath);
        found.add(typeof name === 'string' ? name : 'default');
      } else open.push(child);
    }
  }
  return found.size > 0 ? [...found] : undefined;
}
