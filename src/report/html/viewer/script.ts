import drawing from './drawing.js?text';
import page from './page.js?text';
import state from './state.js?text';
import view from './view.js?text';

/** The report's own script: its parts in one function, so that they share their names and nothing else sees them. */
export const SCRIPT = `'use strict';\n(() => {\n${[state, drawing, view, page].join('\n')}})();\n`;
