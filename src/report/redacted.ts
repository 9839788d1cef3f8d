import type { Finding } from '../findings/finding.ts';
import type { FlowGraph } from '../flow/graph.ts';
import type { SourceDocument } from '../source/document.ts';
import type { Redaction } from '../text/redaction.ts';
import type { FlowResult, RunResult } from './result.ts';

/** A result without the secrets of the run, before anything of it is rendered, cut or written. Words of our own stay. */
export function redactedResult(result: RunResult, secrets: Redaction): RunResult {
  const { flows, findings, problem, mode, result: end, ...rest } = result;
  return {
    ...secrets.data(rest),
    mode,
    result: end,
    flows: redactedFlows(flows, secrets),
    findings: findings.map((finding): Finding => {
      const { rule, severity } = finding;
      return { ...secrets.data(finding), rule, severity };
    }),
    // It may be an error, whose message is no property like others.
    problem: problem && { message: secrets.text(problem.message), hint: secrets.text(problem.hint) },
  };
}

/** The flows of a result without the secrets of the run; places in their documents stay where they are. */
export function redactedFlows(flows: readonly FlowResult[], secrets: Redaction): FlowResult[] {
  return flows.map(({ graph, documents, status, action, ...rest }) => ({
    ...secrets.data(rest),
    status,
    action,
    graph: graph && redactedGraph(graph, secrets),
    documents: documents.map((document) => redactedDocument(document, secrets)),
  }));
}

function redactedGraph(graph: FlowGraph, secrets: Redaction): FlowGraph {
  return {
    ...graph,
    name: secrets.text(graph.name),
    nodes: graph.nodes.map((node) => ({
      ...node,
      key: secrets.text(node.key),
      type: secrets.text(node.type),
      get source() {
        return secrets.data(node.source);
      },
    })),
    edges: graph.edges.map((edge) => {
      const [label, target] = [secrets.text(edge.label), secrets.text(edge.target)];
      return label === edge.label && target === edge.target ? edge : { ...edge, label, target };
    }),
  };
}

/** Its text is redacted when it is asked for: most documents of a run are not shown. */
function redactedDocument(document: SourceDocument, secrets: Redaction): SourceDocument {
  return {
    file: secrets.text(document.file),
    get text() {
      return secrets.sameLength(document.text);
    },
    get value() {
      return document.value;
    },
    faults: document.faults,
    span: (path, part) => document.span(path, part),
    ...(document.release ? { release: () => document.release?.() } : {}),
  };
}
