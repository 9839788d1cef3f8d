/** The first lines of a flow with variables of several types, up to the actions of its only task. */
export const HEAD = `inboundCall:
  name: Demo
  startUpRef: ./tasks/task[A_1]
  variables:
    - stringVariable: {name: Flow.name, initialValue: {lit: x}}
    - integerVariable: {name: Flow.count, initialValue: {lit: 1}}
    - queueVariable: {name: Flow.queue, initialValue: {lit: {name: Q}}}
    - stringCollectionVariable: {name: Flow.list, initialValue: {noValue: true}}
    - jsonVariable: {name: Flow.json, initialValue: {noValue: true}}
  tasks:
    - task:
        name: A
        refId: A_1
        variables:
          - stringVariable: {name: Task.own, initialValue: {lit: x}}
        actions:
`;
/** The last action of that task. */
export const END = '          - disconnect: {name: End}\n';

/** A flow with one statement whose expression is written like this; the expression is on line 20 unless it has lines of its own. */
export const statement = (type: string, written: string) =>
  `${HEAD}          - updateData:
              name: Set
              statements:
                - ${type}: {variable: Flow.${type === 'integer' ? 'count' : 'name'}, value: {exp: ${written}}}
${END}`;
