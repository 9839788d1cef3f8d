// What the reader looks at, and how elements are made. Texts of flows go into the page as text nodes, never as HTML.

const data = JSON.parse(document.getElementById('data').textContent);
const state = { flow: 0, diagram: 0, stop: -1, query: '', view: { x: 0, y: 0, width: 100, height: 100 } };
const svgs = [];
const ICONS = { error: '❌', warning: '⚠️', notice: 'ℹ️', change: '✏️' };
const SVG = 'http://www.w3.org/2000/svg';

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const shape = (name, attributes = {}, ...children) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const flow = () => data.flows[state.flow];
const diagram = () => flow()?.diagrams[state.diagram];
