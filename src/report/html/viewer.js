'use strict';
// The report's own script. All texts of flows go into the page as text nodes, never as HTML.
(() => {
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

  /* --- drawing --- */

  const rows = (box, x, y) => {
    const top = y - ((box.rows.length - 1) * 17) / 2 + 4.5;
    return box.rows.map((row, at) =>
      shape('text', { x, y: top + at * 17, class: at < box.bold ? 'bold' : '' }, row),
    );
  };
  const outline = ({ role, x, y, width, height }) => {
    const [left, top, right, bottom] = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
    const around = { class: 'box' };
    const polygon = (...points) =>
      shape('polygon', { ...around, points: points.map((each) => each.join(',')).join(' ') });
    const box = (radius) => shape('rect', { ...around, x: left, y: top, width, height, rx: radius });
    switch (role) {
      case 'menu':
        return polygon(
          [left + 14, top],
          [right - 14, top],
          [right, y],
          [right - 14, bottom],
          [left + 14, bottom],
          [left, y],
        );
      case 'decision':
        return polygon([left, y], [x, top - 8], [right, y], [x, bottom + 8]);
      case 'input':
        return polygon([left + 8, top], [right + 8, top], [right - 8, bottom], [left - 8, bottom]);
      case 'transfer':
        return polygon([left, top], [right - 8, top], [right + 4, y], [right - 8, bottom], [left, bottom]);
      case 'start':
      case 'end':
      case 'elsewhere':
      case 'entered':
        return box(height / 2);
      case 'prompt':
        return box(9);
      case 'data':
        return box(3);
      default:
        return box(0);
    }
  };
  const classes = (each, more = '') =>
    [each.role ?? '', each.mark ?? '', each.flag ?? '', more].join(' ').trim();
  const path = (points) => points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const isIn = (each, version) =>
    version === 'both' || each.mark !== (version === 'before' ? 'added' : 'removed');

  const drawing = (version, label) => {
    const shown = diagram();
    const svg = shape('svg', { role: 'img', tabindex: '0', 'aria-label': label, 'data-version': version });
    const arrow = `arrow-${version}`;
    const marker = shape('marker', {
      id: arrow,
      viewBox: '0 0 10 10',
      refX: 9,
      refY: 5,
      markerWidth: 12,
      markerHeight: 12,
      markerUnits: 'userSpaceOnUse',
      orient: 'auto-start-reverse',
    });
    marker.append(shape('path', { d: 'M0 0L10 5L0 10z', class: 'head' }));
    svg.append(shape('defs', {}, marker));
    shown.edges.forEach((edge, at) => {
      if (!isIn(edge, version)) return;
      const group = shape('g', { class: classes(edge), 'data-edge': at });
      group.append(shape('path', { class: 'way', d: path(edge.points), 'marker-end': `url(#${arrow})` }));
      if (edge.rows.length > 0) {
        group.append(
          shape('rect', {
            class: 'label',
            x: edge.x - edge.width / 2,
            y: edge.y - edge.height / 2 + 5,
            width: edge.width,
            height: edge.height - 10,
          }),
        );
        group.append(...rows(edge, edge.x, edge.y));
      }
      svg.append(group);
    });
    shown.nodes.forEach((node, at) => {
      if (!isIn(node, version)) return;
      const group = shape('g', { class: classes(node), 'data-node': at });
      const words = version === 'before' && node.earlier ? node.earlier : node;
      group.append(shape('title', {}, words.rows.join(' ')), outline(node), ...rows(words, node.x, node.y));
      svg.append(group);
    });
    return svg;
  };

  /* --- pan and zoom, the same in both panes --- */

  const show = () => {
    const { x, y, width, height } = state.view;
    for (const svg of svgs) svg.setAttribute('viewBox', `${x} ${y} ${width} ${height}`);
  };
  const fit = () => {
    const shown = diagram();
    if (!shown) return;
    state.view = { x: 0, y: 0, width: Math.max(shown.width, 200), height: Math.max(shown.height, 120) };
    show();
  };
  const zoom = (
    factor,
    centreX = state.view.x + state.view.width / 2,
    centreY = state.view.y + state.view.height / 2,
  ) => {
    const width = Math.min(40000, Math.max(120, state.view.width * factor));
    const scale = width / state.view.width;
    state.view = {
      x: centreX - (centreX - state.view.x) * scale,
      y: centreY - (centreY - state.view.y) * scale,
      width,
      height: state.view.height * scale,
    };
    show();
  };
  const pan = (x, y) => {
    state.view = { ...state.view, x: state.view.x + x, y: state.view.y + y };
    show();
  };
  const pixel = (svg) => {
    const { width, height } = svg.getBoundingClientRect();
    return Math.max(state.view.width / Math.max(width, 1), state.view.height / Math.max(height, 1));
  };
  const listen = (svg) => {
    let from;
    svg.addEventListener('pointerdown', (event) => {
      from = [event.clientX, event.clientY];
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener('pointermove', (event) => {
      if (!from) return;
      const scale = pixel(svg);
      pan((from[0] - event.clientX) * scale, (from[1] - event.clientY) * scale);
      from = [event.clientX, event.clientY];
    });
    svg.addEventListener('pointerup', () => {
      from = undefined;
    });
    svg.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15);
      },
      { passive: false },
    );
    svg.addEventListener('keydown', (event) => {
      const step = state.view.width / 12;
      const moves = {
        ArrowLeft: [-step, 0],
        ArrowRight: [step, 0],
        ArrowUp: [0, -step],
        ArrowDown: [0, step],
      };
      const move = moves[event.key];
      if (move) pan(...move);
      else if (event.key === '+' || event.key === '=') zoom(1 / 1.25);
      else if (event.key === '-') zoom(1.25);
      else if (event.key === '0') fit();
      else return;
      event.preventDefault();
    });
  };

  /* --- the page --- */

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
      ...data.flows.map((each, at) =>
        element('option', { value: at }, `${each.name} (${each.stops.length})`),
      ),
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
        element(
          'main',
          {},
          element('p', { class: 'empty' }, 'This run is about no flow that could be drawn.'),
        ),
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
})();
