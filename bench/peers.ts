import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import scanner from '@flow-scanner/lightning-flow-scanner-core';
import aslValidator from 'asl-validator';
import { BpmnModdle } from 'bpmn-moddle';
import { Linter } from 'bpmnlint';
import NodeResolver from 'bpmnlint/lib/resolver/node-resolver.js';
import { inTurn } from './measure.ts';

/** Steps of one logical flow: a line of steps, every tenth a choice that may leap to the end. */
interface Step {
  readonly id: string;
  readonly to: readonly string[];
}

function steps(count: number): Step[] {
  return Array.from({ length: count - 1 }, (_, at) => ({
    id: `s${at}`,
    to: at === count - 2 ? ['end'] : at % 10 === 9 ? [`s${at + 1}`, 'end'] : [`s${at + 1}`],
  }));
}

function asManifest(count: number): string {
  const nodes: Record<string, unknown> = {};
  for (const [at, { id, to }] of steps(count).entries()) {
    const [next, leap] = to;
    nodes[id] =
      at === 0
        ? { type: 'start', transitions: [{ target: next }] }
        : leap
          ? {
              type: 'menu',
              text: 'Choose',
              transitions: [
                { on: '1', target: next },
                { on: '2', target: leap },
              ],
            }
          : { type: 'say', text: 'Hello', transitions: [{ target: next }] };
  }
  nodes.end = { type: 'end', transitions: [] };
  const flow_definition = { name: 'Peers', type: 'ivr', nodes };
  return JSON.stringify({ target_region: 'us-east-1', flow_definition }, undefined, 2);
}

function asBpmn(count: number): string {
  const lines = [
    '<bpmn:startEvent id="start" name="start"><bpmn:outgoing>f0</bpmn:outgoing></bpmn:startEvent>',
  ];
  const flows: string[] = [];
  const into = new Map<string, string[]>();
  const link = (from: string, to: string): string => {
    const id = `f${flows.length}`;
    flows.push(`<bpmn:sequenceFlow id="${id}" name="${id}" sourceRef="${from}" targetRef="${to}" />`);
    into.set(to, [...(into.get(to) ?? []), id]);
    return id;
  };
  link('start', 's0');
  const nodes = steps(count - 1).map(({ id, to }) => ({ id, out: to.map((each) => link(id, each)) }));
  for (const { id, out } of nodes) {
    const kind = out.length > 1 ? 'exclusiveGateway' : 'task';
    const ways = [
      ...(into.get(id) ?? []).map((each) => `<bpmn:incoming>${each}</bpmn:incoming>`),
      ...out.map((each) => `<bpmn:outgoing>${each}</bpmn:outgoing>`),
    ];
    lines.push(`<bpmn:${kind} id="${id}" name="${id}">${ways.join('')}</bpmn:${kind}>`);
  }
  const ends = (into.get('end') ?? []).map((each) => `<bpmn:incoming>${each}</bpmn:incoming>`);
  lines.push(`<bpmn:endEvent id="end" name="end">${ends.join('')}</bpmn:endEvent>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">
<bpmn:process id="p" name="p" isExecutable="true">
${[...lines, ...flows].join('\n')}
</bpmn:process>
</bpmn:definitions>`;
}

function asStates(count: number): string {
  const States: Record<string, unknown> = { end: { Type: 'Succeed' } };
  for (const { id, to } of steps(count)) {
    const [next, leap] = to;
    States[id] = leap
      ? { Type: 'Choice', Choices: [{ Variable: '$.key', StringEquals: '2', Next: leap }], Default: next }
      : { Type: 'Pass', Next: next };
  }
  return JSON.stringify({ StartAt: 's0', States }, undefined, 2);
}

function asSalesforce(count: number): string {
  const lines = steps(count).map(({ id, to: [next, leap] }) => {
    const head = `<name>${id}</name><label>${id}</label><locationX>0</locationX><locationY>0</locationY>`;
    return leap
      ? `<decisions>${head}<defaultConnector><targetReference>${next}</targetReference></defaultConnector><defaultConnectorLabel>Default</defaultConnectorLabel><rules><name>r_${id}</name><label>r</label><conditionLogic>and</conditionLogic><conditions><leftValueReference>v</leftValueReference><operator>EqualTo</operator><rightValue><stringValue>2</stringValue></rightValue></conditions><connector><targetReference>${leap}</targetReference></connector></rules></decisions>`
      : `<assignments>${head}<assignmentItems><assignToReference>v</assignToReference><operator>Assign</operator><value><stringValue>x</stringValue></value></assignmentItems><connector><targetReference>${next}</targetReference></connector></assignments>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>60.0</apiVersion><description>Peers</description><label>Peers</label><processType>AutoLaunchedFlow</processType><status>Active</status>
${lines.join('\n')}
<assignments><name>end</name><label>end</label><locationX>0</locationX><locationY>0</locationY><assignmentItems><assignToReference>v</assignToReference><operator>Assign</operator><value><stringValue>x</stringValue></value></assignmentItems></assignments>
<start><locationX>0</locationX><locationY>0</locationY><connector><targetReference>s0</targetReference></connector></start>
<variables><name>v</name><dataType>String</dataType><isCollection>false</isCollection><isInput>false</isInput><isOutput>false</isOutput></variables>
</Flow>`;
}

/** Reading and checking the same logical graph by linters of other fields, each in its own format; a table in Markdown. */
export async function besidePeers(ours: (bytes: Uint8Array) => Promise<number>): Promise<string[]> {
  const moddle = new BpmnModdle();
  const folder = mkdtempSync(join(tmpdir(), 'flow-peers-'));
  const rows = [
    '| nodes | genesys-flow-action | bpmnlint | asl-validator | Lightning Flow Scanner |',
    '| ---: | ---: | ---: | ---: | ---: |',
  ];
  try {
    for (const [count, rounds] of [
      [100, 30],
      [1000, 10],
      [10_000, 3],
    ] as const) {
      const manifest = Buffer.from(asManifest(count));
      const bpmn = asBpmn(count);
      const states = asStates(count);
      const salesforce = join(folder, `Peers${count}.flow-meta.xml`);
      writeFileSync(salesforce, asSalesforce(count));
      const times = await inTurn(
        {
          ours: async () => await ours(manifest),
          bpmnlint: async () => {
            const { rootElement } = await moddle.fromXML(bpmn);
            const linter = new Linter({
              config: { extends: 'bpmnlint:recommended' },
              resolver: new NodeResolver(),
            });
            await linter.lint(rootElement);
          },
          asl: () => void aslValidator(JSON.parse(states)),
          scanner: async () => void scanner.scan(await scanner.parse([salesforce])),
        },
        rounds,
      );
      const cell = (name: keyof typeof times) => `${times[name].cpu.toFixed(1)} ms`;
      rows.push(
        `| ${count.toLocaleString('en')} | ${cell('ours')} | ${cell('bpmnlint')} | ${cell('asl')} | ${cell('scanner')} |`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}
