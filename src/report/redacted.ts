import type { EarlierVersion } from '../difference/read-parts.ts';
import type { Finding } from '../findings/finding.ts';
import type { Definition } from '../flow/definition.ts';
import type { SourceDocument } from '../source/document.ts';
import type { Redaction } from '../text/redaction.ts';
import type { FlowResult, RunResult } from './result.ts';

/** A result without the secrets of the run, before anything of it is rendered, cut or written. Words of our own stay. */
export function redactedResult(result: RunResult, secrets: Redaction): RunResult {
  const { flows, findings, accepted = [], inBase, problem, mode, result: end, ...rest } = result;
  return {
    ...secrets.data(rest),
    mode,
    result: end,
    flows: redactedFlows(flows, secrets),
    findings: findings.map((finding) => redactedFinding(finding, secrets)),
    inBase: inBase?.map((finding) => redactedFinding(finding, secrets)),
    accepted: accepted.map(({ finding, by, reason }) => ({
      finding: redactedFinding(finding, secrets),
      by,
      reason: secrets.text(reason),
    })),
    // It may be an error, whose message is no property like others.
    problem: problem && { message: secrets.text(problem.message), hint: secrets.text(problem.hint) },
  };
}

function redactedFinding(finding: Finding, secrets: Redaction): Finding {
  const { rule, severity } = finding;
  return { ...secrets.data(finding), rule, severity };
}

/** The flows of a result without the secrets of the run; places in their documents stay where they are. */
export function redactedFlows(flows: readonly FlowResult[], secrets: Redaction): FlowResult[] {
  return flows.map(({ definition, earlier, documents, status, action, ...rest }) => ({
    ...secrets.data(rest),
    status,
    action,
    definition: definition && redactedDefinition(definition, secrets),
    get earlier() {
      return definition && earlier && redactedEarlier(earlier, definition, secrets);
    },
    documents: documents.map((document) => redactedDocument(document, secrets)),
  }));
}

/** The differences hold parts of both versions, so those of versions with a secret are made anew. */
function redactedEarlier(
  earlier: EarlierVersion,
  definition: Definition,
  secrets: Redaction,
): EarlierVersion | undefined {
  const [before, after] = [earlier.definition, definition];
  const isClean = [before, after].every(({ value }) => secrets.data(value) === value);
  if (isClean) return earlier;
  return earlier.compare(redactedDefinition(before, secrets), redactedDefinition(after, secrets));
}

/** It is read and redacted when it is asked for: most flows of a run are not drawn. */
function redactedDefinition(definition: Definition, secrets: Redaction): Definition {
  return {
    kind: definition.kind,
    get document() {
      return redactedDocument(definition.document, secrets);
    },
    get value() {
      return secrets.data(definition.value);
    },
    text: undefined,
    externals: definition.externals,
    locate: (path, part) => definition.locate(path, part),
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
    errors: document.errors,
    span: (path, part) => document.span(path, part),
    ...(document.release ? { release: () => document.release?.() } : {}),
  };
}
