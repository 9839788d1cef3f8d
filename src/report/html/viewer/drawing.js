// One version of a diagram as SVG, from its boxes and lines.

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
