// The page: the list of stops, the search, and the keyboard.

const panes = element('div', { class: 'panes' });
const list = element('ol', {});
const heading = element('h2', {});
const count = element('p', { role: 'status', class: 'legend' });
const parts = element('select', { 'aria-label': 'Part of the flow' });

const drawDiagram = () => {
  panes.replaceChildren();
  svgs.length = 0;
  if (!diagram()) {
    panes.append(element('p', { class: 'empty' }, 'This flow is not drawn: its file could not be read.'));
    return;
  }
  const two = flow().compared;
  panes.classList.toggle('two', two);
  for (const version of two ? ['before', 'after'] : ['both']) {
    const words = { before: 'Before', after: 'After', both: 'This version' }[version];
    const svg = drawing(version, `${words}: ${flow().name} ${diagram().title}`);
    svgs.push(svg);
    listen(svg);
    panes.append(element('figure', {}, element('figcaption', {}, words), svg));
  }
  fit();
  search();
};

const drawStops = () => {
  list.replaceChildren(
    ...flow().stops.flatMap((stop, at) => {
      const text = `${stop.place} ${stop.text}`.toLowerCase();
      if (state.query !== '' && !text.includes(state.query)) return [];
      const button = element('button', { type: 'button', 'data-stop': at });
      if (at === state.stop) button.setAttribute('aria-current', 'true');
      button.append(`${ICONS[stop.kind]} ${stop.text}`, element('span', { class: 'place' }, stop.place));
      button.addEventListener('click', () => goTo(at));
      return [element('li', {}, button)];
    }),
  );
  const shown = list.children.length;
  const left = flow().left > 0 ? `, and ${flow().left} more in the summary` : '';
  count.textContent =
    flow().stops.length === 0
      ? 'No changes and no findings.'
      : `${shown} of ${flow().stops.length} stops${left}. Keys: n next, p previous.`;
};

const search = () => {
  for (const svg of svgs) {
    for (const group of svg.querySelectorAll('[data-node]')) {
      const node = diagram().nodes[Number(group.dataset.node)];
      const found = state.query !== '' && node.rows.join(' ').toLowerCase().includes(state.query);
      group.classList.toggle('found', found);
    }
  }
};

const mark = (stop) => {
  for (const svg of svgs) {
    for (const each of svg.querySelectorAll('.current')) each.classList.remove('current');
    const target = stop.node >= 0 ? `[data-node="${stop.node}"]` : `[data-edge="${stop.edge}"]`;
    svg.querySelector(target)?.classList.add('current');
  }
};

const goTo = (at) => {
  const stop = flow().stops[at];
  if (!stop) return;
  state.stop = at;
  if (stop.diagram >= 0 && stop.diagram !== state.diagram) {
    state.diagram = stop.diagram;
    parts.value = String(stop.diagram);
    drawDiagram();
  }
  drawStops();
  list.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  const shown = diagram();
  const place = stop.node >= 0 ? shown?.nodes[stop.node] : shown?.edges[stop.edge];
  if (!place || stop.diagram < 0) return;
  if (shown.width <= 900) fit();
  else {
    state.view = { x: place.x - 450, y: place.y - 300, width: 900, height: 600 };
    show();
  }
  mark(stop);
};

const step = (by) => {
  const shown = [...list.querySelectorAll('[data-stop]')].map((each) => Number(each.dataset.stop));
  if (shown.length === 0) return;
  const here = shown.indexOf(state.stop);
  goTo(shown[here < 0 ? (by > 0 ? 0 : shown.length - 1) : (here + by + shown.length) % shown.length]);
};

const drawFlow = () => {
  state.diagram = 0;
  state.stop = -1;
  heading.textContent = `${flow().name} (${flow().status})`;
  parts.replaceChildren(
    ...flow().diagrams.map((each, at) =>
      element(
        'option',
        { value: at },
        each.title || (at === 0 && flow().diagrams.length > 1 ? 'Overview' : 'Whole flow'),
      ),
    ),
  );
  parts.hidden = flow().diagrams.length < 2;
  drawDiagram();
  drawStops();
};

const button = (text, label, act) => {
  const made = element('button', { type: 'button', 'aria-label': label }, text);
  made.addEventListener('click', act);
  return made;
};
const theme = () => {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'light' : 'dark';
};

const header = () => {
  const choice = element('select', { 'aria-label': 'Flow' });
  choice.append(
    ...data.flows.map((each, at) => element('option', { value: at }, `${each.name} (${each.stops.length})`)),
  );
  choice.addEventListener('change', () => {
    state.flow = Number(choice.value);
    drawFlow();
  });
  parts.addEventListener('change', () => {
    state.diagram = Number(parts.value);
    drawDiagram();
  });
  const field = element('input', {
    type: 'search',
    'aria-label': 'Search in stops and steps',
    placeholder: 'Search',
  });
  field.addEventListener('input', () => {
    state.query = field.value.trim().toLowerCase();
    drawStops();
    search();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') step(1);
  });
  const tools = element('div', { class: 'tools' }, choice, parts, field);
  tools.append(
    button('‹', 'Previous stop', () => step(-1)),
    button('›', 'Next stop', () => step(1)),
    button('+', 'Zoom in', () => zoom(1 / 1.25)),
    button('−', 'Zoom out', () => zoom(1.25)),
    button('Fit', 'Fit the whole diagram', fit),
    button('Light or dark', 'Light or dark colours', theme),
    button('Print', 'Print this flow', () => window.print()),
  );
  const icon = { success: '✅', unchanged: '➖', superseded: '⏩', failure: '❌' }[data.result] ?? '';
  return element(
    'header',
    {},
    element('h1', {}, `${icon} ${data.verdict}`),
    ...data.notices.map((each) => element('p', {}, each)),
    ...(data.flows.length > 0 ? [tools] : []),
  );
};

const start = () => {
  const root = document.getElementById('report');
  root.append(header());
  if (data.flows.length === 0) {
    root.append(
      element('main', {}, element('p', { class: 'empty' }, 'This run is about no flow that could be drawn.')),
    );
    return;
  }
  const legend = element(
    'p',
    { class: 'legend' },
    '❌ error (thick solid line) · ⚠️ warning (thick dashed line) · ➕ added (solid line) · ➖ removed (dotted line) · ✏️ changed (dashes and dots) · ❓ does not exist (dashed line)',
  );
  const stops = element(
    'nav',
    { 'aria-label': 'Stops', tabindex: '0' },
    element('h2', {}, 'Changes and findings'),
    count,
    list,
  );
  root.append(element('div', { class: 'layout' }, stops, element('main', {}, heading, panes, legend)));
  document.addEventListener('keydown', (event) => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'n' || event.key === 'j') step(1);
    else if (event.key === 'p' || event.key === 'k') step(-1);
  });
  drawFlow();
};
start();
