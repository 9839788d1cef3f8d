// Pan and zoom, the same in both panes.

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
