/** Where the cells of a grid lie in the array: labels of rows and columns, and the index that each cell has. */

import {rolesOf} from "./axes.js";
import {formatSlice} from "./slice.js";

/**
 * @typedef {import("./slice.js").Slice} Slice
 * @typedef {import("./views.js").Context} Context
 */

export class Places {
  /**
   * @param {Context} context
   * @param {import("./state.js").State} state
   */
  constructor(context, state) {
    this.context = context;
    this.slice = context.slice();
    this.roles = rolesOf(this.slice, state.t);
    const {shown} = this.slice;
    this.isExchanged = state.t;
    const hasColumnsOfFields = context.values().kind === "struct" && shown.length < 2;
    /** The field of each column, if columns are fields. */
    this.fields = hasColumnsOfFields && context.array.fields.length > 0 ? context.array.fields : null;
    this.rows = this.roles.rows === null ? 1 : this.#range(this.roles.rows).length;
    this.columns = this.fields?.length ?? (this.roles.columns === null ? 1 : this.#range(this.roles.columns).length);
    this.field = state.field || null;
  }

  /**
   * @param {number} axis that is shown
   * @returns {{start: number, step: number, length: number}}
   */
  #range(axis) {
    return /** @type {any} */ (this.slice.items[axis]);
  }

  /** @param {number} row */
  rowLabel(row) {
    return this.roles.rows === null ? "" : String(this.#indexAlong(this.roles.rows, row));
  }

  /** @param {number} column */
  columnLabel(column) {
    if (this.fields) {
      return this.fields[column].name;
    }
    return this.roles.columns === null ? this.field ?? "value" : String(this.#indexAlong(this.roles.columns, column));
  }

  /** The length of the longest label of rows. */
  get labelLength() {
    return Math.max(this.rowLabel(0).length, this.rowLabel(Math.max(0, this.rows - 1)).length);
  }

  /**
   * @param {number} axis
   * @param {number} place
   */
  #indexAlong(axis, place) {
    const {start, step} = this.#range(axis);
    return start + place * step;
  }

  /**
   * The index in the array.
   *
   * @param {number} row
   * @param {number} column
   */
  index(row, column) {
    return this.slice.items.map((item, axis) => "index" in item ? item.index
        : this.#indexAlong(axis, axis === this.roles.rows ? row : column));
  }

  /**
   * The cell that a typed index means: of the row, of row and column, or of all axes.
   *
   * @param {string} text
   * @returns {Object<string, any>} the change of state that leads there
   */
  find(text) {
    const numbers = text.replace(/[\[\]()]/g, "").split(",").map((part) => part.trim()).filter((part) => part !== "");
    if (numbers.length === 0 || numbers.some((part) => !/^-?\d+$/.test(part))) {
      throw new Error(`'${text}' is no index. Write a row, such as 12345, or a row and a column, such as 12345, 7.`);
    }
    const indexes = numbers.map(Number);
    if (indexes.length === this.slice.items.length && indexes.length > 2) {
      return this.#findWhole(indexes);
    }
    const {rows, columns} = this.roles;
    if (indexes.length > 2 || (indexes.length === 2 && columns === null && !this.fields)) {
      throw new Error(`'${text}' has ${indexes.length} numbers. Write ${columns === null ? "the row" : "a row and a column"}, or an index for each of the ${this.slice.items.length} axes.`);
    }
    const found = rows === null ? {} : {r: this.#placeOf(rows, indexes[0])};
    if (indexes.length === 2) {
      found.c = this.fields ? this.#fieldAt(indexes[1]) : this.#placeOf(/** @type {number} */ (columns), indexes[1]);
    }
    return found;
  }

  /** @param {number[]} indexes one for each axis */
  #findWhole(indexes) {
    const shape = this.context.values().shape;
    const items = this.slice.items.map((item, axis) => "index" in item ? {index: inBounds(indexes[axis], shape[axis], axis)} : item);
    const {rows, columns} = this.roles;
    return {
      s: formatSlice(items),
      ...(rows === null ? {} : {r: this.#placeOf(rows, indexes[rows])}),
      ...(columns === null ? {} : {c: this.#placeOf(columns, indexes[columns])}),
    };
  }

  /**
   * @param {number} axis
   * @param {number} given
   */
  #placeOf(axis, given) {
    const index = inBounds(given, this.context.values().shape[axis], axis);
    const {start, step, length} = this.#range(axis);
    const place = (index - start) / step;
    if (!Number.isInteger(place) || place < 0 || place >= length) {
      throw new Error(`Index ${index} of axis ${axis} is not in the slice that is shown. Change the slice to see it.`);
    }
    return place;
  }

  /** @param {number} column */
  #fieldAt(column) {
    if (column < 0 || column >= this.columns) {
      throw new Error(`There is no column ${column}: there are ${this.columns} fields, numbered from 0.`);
    }
    return column;
  }
}

/**
 * @param {number} index
 * @param {number} length
 * @param {number} axis
 */
function inBounds(index, length, axis) {
  if (index < -length || index >= length) {
    throw new Error(`Index ${index} is out of bounds for axis ${axis} of length ${length}.`);
  }
  return index < 0 ? index + length : index;
}
