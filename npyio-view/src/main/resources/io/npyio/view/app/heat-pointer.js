// The value under the pointer, in words.

import {valueText} from "./ticks.js";

const AGGREGATES = /** @type {Object<string, string>} */ ({mean: "mean", max: "greatest", min: "least"});
const CHANNELS = ["red", "green", "blue", "alpha"];

/**
 * @param {object} picture
 * @param {import("./heat-plane.js").Plane} picture.plane
 * @param {import("./heat-layer.js").Layer} picture.layer
 * @param {import("./heat-cells.js").CellTexts} picture.cells
 * @param {import("./state.js").State} picture.state
 * @param {{row: number, column: number}} element
 */
export function pointerText({plane, layer, cells, state}, {row, column}) {
  const found = layer.valuesAt(row, column);
  if (!found) {
    return `${plane.indexText(row, column, 1)}: loading`;
  }
  const {values, level, isExact} = found;
  const text = plane.isImage ? values.map((value, i) => `${CHANNELS[i]} ${valueText(value)}`).join(", ") : valueText(values[0]);
  if (level === 0) {
    const exact = cells.find(row, column);
    const part = state.part && exact ? `, ${state.part} ${text}` : "";
    return `${plane.indexText(row, column, 1)} = ${exact ? exact + part : text}`;
  }
  const notes = [isExact ? "" : "sampled", level > layer.level ? "loading" : ""].filter((note) => note);
  const side = 2 ** level;
  const area = cellAround(row, column, side, plane);
  const name = AGGREGATES[state.agg || "mean"];
  const size = `${area.rows} × ${area.columns}`;
  const what = values.every((value) => value - value === 0) ? `${name} of ${size} = ${text}` : `${text}, none of ${size} is finite`;
  return `${plane.indexText(area.row, area.column, side)}: ${what}${notes.length > 0 ? ` (${notes.join(", ")})` : ""}`;
}

/**
 * The elements of a cell: fewer at the edges.
 * @param {number} row
 * @param {number} column
 * @param {number} side
 * @param {{rows: number, columns: number}} plane
 */
function cellAround(row, column, side, plane) {
  const firstRow = row - (row % side);
  const firstColumn = column - (column % side);
  return {
    row: firstRow, column: firstColumn,
    rows: Math.min(side, plane.rows - firstRow), columns: Math.min(side, plane.columns - firstColumn),
  };
}
