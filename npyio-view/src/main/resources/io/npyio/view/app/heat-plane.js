// The two axes of an array that a picture shows, and the channels of an image.

import {formatSlice, isImage} from "./slice.js";

/** @typedef {import("./slice.js").Slice} Slice */
/** @typedef {{start: number, step: number, length: number}} Range */

export class Plane {
  /**
   * @param {Slice} slice
   * @param {import("./state.js").State} state
   * @param {{kind: string, shape: number[]}} values
   */
  constructor(slice, state, values) {
    const [first, second] = slice.shown;
    this.rowAxis = state.t ? second : first;
    this.columnAxis = state.t ? first : second;
    this.slice = slice;
    this.rows = this.range(this.rowAxis).length;
    this.columns = this.range(this.columnAxis).length;
    this.channelAxis = channelAxis(slice, values);
    this.isImage = this.channelAxis !== null && (state.rgb ? state.rgb !== "0" : looksLikeImage(values, this.channelAxis));
    /** The slices to ask for: one, or one for each channel. */
    this.slices = this.isImage ? channelSlices(slice, /** @type {number} */ (this.channelAxis), values.shape) : [formatSlice(slice.items)];
  }

  /**
   * Elements as an index or slice that can be pasted: `3, 320:352, 64:96`.
   * @param {number} row
   * @param {number} column
   * @param {number} side how many rows and columns
   */
  indexText(row, column, side) {
    const items = this.slice.items.map((item, axis) => {
      if (axis === this.rowAxis) {
        return spanText(this.range(axis), row, side);
      }
      if (axis === this.columnAxis) {
        return spanText(this.range(axis), column, side);
      }
      return this.isImage && axis === this.channelAxis ? ":" : /** @type {any} */ (item).index;
    });
    return `[${items.join(", ")}]`;
  }

  /** @param {number} axis @returns {Range} */
  range(axis) {
    return /** @type {any} */ (this.slice.items[axis]);
  }
}

/** @param {Range} range @param {number} first @param {number} count */
function spanText({start, step, length}, first, count) {
  const from = start + step * first;
  if (count === 1 || length === 1) {
    return String(from);
  }
  const stop = start + step * Math.min(length, first + count);
  return `${from}:${stop < 0 ? "" : stop}${step === 1 ? "" : `:${step}`}`;
}

/**
 * The axis not shown that may hold red, green, blue and alpha: the last one, or the one before the two shown.
 * @param {Slice} slice
 * @param {{kind: string, shape: number[]}} values
 */
function channelAxis(slice, {kind, shape}) {
  const candidates = [shape.length - 1, shape.length - 3];
  const axis = candidates.find((a) => a >= 0 && [3, 4].includes(shape[a]) && !slice.shown.includes(a));
  return axis === undefined || !["uint", "int", "float"].includes(kind) ? null : axis;
}

/** @param {{kind: string, dtype: string, shape: number[]}|any} values @param {number} axis */
function looksLikeImage({kind, dtype, shape}, axis) {
  return axis === shape.length - 1 ? isImage(shape, kind) : dtype === "uint8";
}

/** @param {Slice} slice @param {number} axis @param {number[]} shape */
function channelSlices(slice, axis, shape) {
  return Array.from({length: shape[axis]}, (_, channel) =>
    formatSlice(slice.items.map((item, i) => (i === axis ? {index: channel} : item))),
  );
}
