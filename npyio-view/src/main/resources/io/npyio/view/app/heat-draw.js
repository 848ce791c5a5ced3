// What lies over the tiles of a heat map: the texts of large elements, the cross, and the axes.

import {entryOf, fractionOf, isBright} from "./colours.js";
import {roundTicks, tickTexts} from "./ticks.js";

/** The sizes from which on an element has room for its text. */
const TEXT_WIDTH = 40;
const TEXT_HEIGHT = 14;
const MARGIN = 10;
const TICK = 4;
/** Indices below this have all their digits where they are close together. */
const MOST_PLAIN = 1e7;

/** @typedef {import("./heat-view.js").View} View */
/** @typedef {import("./theme.js").Theme} Theme */

/** Whether elements are large enough for their texts. @param {View} view */
export function hasTexts({zoomX, zoomY}) {
  return zoomX >= TEXT_WIDTH && zoomY >= TEXT_HEIGHT;
}

/**
 * Writes the texts of elements, black or white as their colour needs.
 * @param {CanvasRenderingContext2D} canvas
 * @param {View} view
 * @param {import("./heat-layer.js").Layer} layer
 * @param {import("./heat-cells.js").CellTexts} cells
 * @param {import("./heat-layer.js").Style} style
 * @param {Theme} theme
 */
export function drawTexts(canvas, view, layer, cells, {table, scale}, theme) {
  const fraction = fractionOf(scale);
  const {top, bottom, left, right} = view.area;
  const room = (view.zoomX - MARGIN) / theme.monoWidth;
  canvas.font = theme.mono;
  canvas.textAlign = "center";
  canvas.textBaseline = "middle";
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const value = layer.valuesAt(row, column)?.values[0];
      const text = value === undefined ? "" : textWithin(cells.find(row, column), value, room);
      if (text) {
        canvas.fillStyle = isBright(table[entryOf(/** @type {number} */ (value), fraction)]) ? "#000" : "#fff";
        canvas.fillText(text, view.leftOf(column + 0.5), view.topOf(row + 0.5));
      }
    }
  }
}

/**
 * The text of an element, or as many digits of its value as there is room for.
 * @param {string|undefined} text
 * @param {number} value
 * @param {number} room in characters
 */
function textWithin(text, value, room) {
  if (text === undefined || text.length <= room) {
    return text ?? "";
  }
  for (let digits = 5; digits >= 2; digits--) {
    const rounded = `≈${Number(value.toPrecision(digits))}`;
    if (rounded.length <= room) {
      return rounded;
    }
  }
  return "";
}

/**
 * Draws lines through an element, in two colours so that they are seen on any map, and a frame around it.
 * @param {CanvasRenderingContext2D} canvas
 * @param {View} view
 * @param {{row: number, column: number}} element
 */
export function drawCross(canvas, view, {row, column}) {
  const x = Math.round(view.leftOf(column + 0.5)) + 0.5;
  const y = Math.round(view.topOf(row + 0.5)) + 0.5;
  const width = Math.max(8, view.zoomX);
  const height = Math.max(8, view.zoomY);
  const path = new Path2D();
  path.rect(x - width / 2, y - height / 2, width, height);
  for (const [fromX, fromY, toX, toY] of [
    [Math.max(0, view.leftOf(0)), y, x - width / 2, y],
    [x + width / 2, y, Math.min(view.width, view.leftOf(view.columns)), y],
    [x, Math.max(0, view.topOf(0)), x, y - height / 2],
    [x, y + height / 2, x, Math.min(view.height, view.topOf(view.rows))],
  ]) {
    path.moveTo(fromX, fromY);
    path.lineTo(toX, toY);
  }
  for (const [colour, lineWidth] of /** @type {[string, number][]} */ ([["#000", 3], ["#fff", 1]])) {
    canvas.strokeStyle = colour;
    canvas.lineWidth = lineWidth;
    canvas.stroke(path);
  }
}

/**
 * Writes the array's own indices beside the rows and below the columns.
 * @param {CanvasRenderingContext2D} canvas
 * @param {View} view
 * @param {import("./heat-plane.js").Plane} plane
 * @param {{left: number, top: number}} room
 * @param {Theme} theme
 */
export function drawAxes(canvas, view, plane, room, theme) {
  canvas.font = theme.font;
  const rows = indices(plane.range(plane.rowAxis), view.y, view.rowAt(view.height), view.zoomY / 40);
  const columns = indices(plane.range(plane.columnAxis), view.x, view.columnAt(view.width), view.zoomX / 80);
  canvas.textAlign = "right";
  canvas.textBaseline = "middle";
  const left = room.left + Math.max(0, Math.round(view.leftOf(0)));
  for (const {place, text} of rows) {
    const y = room.top + view.topOf(place + 0.5);
    tick(canvas, left - TICK, Math.round(y), TICK, 1, theme);
    canvas.fillText(text, left - TICK - 3, y, room.left - TICK - 4);
  }
  canvas.textAlign = "center";
  canvas.textBaseline = "top";
  const bottom = room.top + Math.min(view.height, Math.round(view.topOf(view.rows)));
  for (const {place, text} of columns) {
    const x = room.left + view.leftOf(place + 0.5);
    tick(canvas, Math.round(x), bottom, 1, TICK, theme);
    canvas.fillText(text, x, bottom + TICK + 3);
  }
}

/**
 * Round indices of the array that are seen.
 * @param {{start: number, step: number, length: number}} range
 * @param {number} from
 * @param {number} to
 * @param {number} density how many ticks there may be for each element
 */
function indices({start, step, length}, from, to, density) {
  const most = (Math.min(length, to) - Math.max(0, from)) * density;
  const first = start + step * Math.max(0, Math.ceil(from - 0.5));
  const last = start + step * Math.min(length - 1, Math.floor(to - 0.5));
  const values = first === last ? [first] : roundTicks(Math.min(first, last), Math.max(first, last), most, Math.max(1, Math.abs(step)));
  const isFine = values.length < 2 || values[1] - values[0] < 1000;
  const texts = isFine && last < MOST_PLAIN ? values.map(String) : tickTexts(values);
  return values.map((value, i) => ({place: (value - start) / step, text: texts[i]}));
}

/** @param {CanvasRenderingContext2D} canvas @param {number} x @param {number} y @param {number} width @param {number} height @param {Theme} theme */
function tick(canvas, x, y, width, height, theme) {
  canvas.fillStyle = theme.axis;
  canvas.fillRect(x, y, width, height);
  canvas.fillStyle = theme.text;
}
