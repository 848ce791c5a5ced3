// Which lines are drawn, and the least and greatest values of their stretches.

import {exactLater} from "./api.js";
import {formatSlice} from "./slice.js";

/** @typedef {import("./slice.js").Slice} Slice */
/** @typedef {{label: string, kind: string, params: Object<string, any>}} Line */
/** @typedef {{lows: Float64Array, highs: Float64Array}} Band - the least and greatest finite value of each stretch */
/** @typedef {{from: number, to: number, count: number, x: Band|null, bands: Band[], isExact: boolean, exactLater: string}} Data */

/** Lines shown where none were chosen. */
const FIRST_LINES = 4;
/** Colours to tell lines apart; more lines would share them. */
export const MOST_LINES = 8;
/** The most stretches that the server answers with. */
const MOST_STRETCHES = 8192;
const REAL = ["bool", "int", "uint", "float"];
const TIME = ["datetime", "timedelta"];

export class LineSource {
  /**
   * @param {import("./views.js").Context} context
   * @param {import("./state.js").State} state
   */
  constructor({api, array, slice, values}, state) {
    this.api = api;
    this.slice = slice();
    this.base = {...api.params(state), t: ""};
    const [first, second] = this.slice.shown;
    const isExchanged = state.t && second !== undefined;
    this.axis = isExchanged ? second : first;
    this.columnAxis = isExchanged ? first : second;
    /** Fields that can be lines or be along the axis. */
    this.fields = (array.fields ?? []).filter(({kind, shape}) => shape.length === 0 && [...REAL, ...TIME].includes(kind));
    const isStructured = array.kind === "struct" && !state.field;
    this.hasFields = isStructured && this.columnAxis === undefined;
    this.x = array.kind === "struct" ? this.fields.find(({name}) => name === state.x) : undefined;
    this.lines = this.hasFields ? this.fieldLines(state.fields) : this.columnLines(state, values());
    this.key = JSON.stringify([this.lines, this.x, this.axis]);
  }

  get length() {
    return this.range.length;
  }

  /** The part of the axis that lines run along. @returns {{start: number, step: number, length: number}} */
  get range() {
    return /** @type {any} */ (this.slice.items[this.axis]);
  }

  /** @param {string} [chosen] names with commas between them @returns {Line[]} */
  fieldLines(chosen) {
    const names = chosen ? chosen.split(",") : this.usualFields();
    return this.fields.filter(({name}) => names.includes(name)).slice(0, MOST_LINES)
      .map(({name, kind}) => ({label: name, kind, params: {...this.base, field: name}}));
  }

  /** The first fields of floats; without any the first numbers, or else the first dates. */
  usualFields() {
    const others = this.fields.filter((field) => field !== this.x);
    const ofKinds = (/** @type {string[]} */ kinds) => others.filter(({kind}) => kinds.includes(kind));
    const found = [["float"], REAL, TIME].map(ofKinds).find((fields) => fields.length > 0) ?? [];
    return found.slice(0, FIRST_LINES).map(({name}) => name);
  }

  /** One line, or one for each chosen column. @param {import("./state.js").State} state @param {any} values @returns {Line[]} */
  columnLines(state, values) {
    const base = values.kind === "struct" ? {...this.base, field: this.fields[0]?.name ?? ""} : this.base;
    if (this.columnAxis === undefined) {
      return [{label: state.field || state.part || "value", kind: values.kind, params: base}];
    }
    const {start, step, length} = /** @type {any} */ (this.slice.items[this.columnAxis]);
    return chosenColumns(state.cols, length).map((column) => {
      const index = start + step * column;
      const items = this.slice.items.map((item, axis) => (axis === this.columnAxis ? {index} : item));
      return {label: String(index), kind: values.kind, params: {...base, s: formatSlice(items)}};
    });
  }

  /**
   * Fetches stretches of the lines.
   * @param {number} from
   * @param {number} to
   * @param {number} pixels
   * @param {AbortSignal} signal
   * @returns {Promise<Data>}
   */
  async data(from, to, pixels, signal) {
    const count = Math.max(1, Math.min(to - from, pixels, MOST_STRETCHES));
    const fetched = (/** @type {Object<string, any>} */ params) => this.api.binary("api/line", {...params, from, to, n: count}, signal);
    const along = this.x ? [{...this.base, field: this.x.name}] : [];
    const asked = [...this.lines.map((line) => line.params), ...along];
    const answers = await Promise.all(asked.map(fetched));
    const bands = answers.map(({buffer}) => bandOf(new Float64Array(buffer)));
    return {
      from, to, count, x: this.x ? /** @type {Band} */ (bands.pop()) : null, bands,
      isExact: answers.every(({headers}) => headers.get("X-Exact") !== "0"), exactLater: exactLater(answers),
    };
  }

  /** Elements as an index or a slice: `1000:1042`. @param {number} first @param {number} end */
  indexText(first, end) {
    const {start, step} = this.range;
    const from = start + step * first;
    const stop = start + step * end;
    return end - first <= 1 ? `[${from}]` : `[${from}:${stop < 0 ? "" : stop}${step === 1 ? "" : `:${step}`}]`;
  }
}

/**
 * Columns as typed: numbers and slices with commas between them; anything else is left out.
 * @param {string|undefined} text
 * @param {number} length
 * @returns {number[]}
 */
export function chosenColumns(text, length) {
  const columns = (text || `0:${FIRST_LINES}`).split(",").flatMap((item) => {
    const [, from, colon, to] = /^\s*(\d*)\s*(:?)\s*(\d*)\s*$/.exec(item) ?? [];
    if (from === undefined || (from === "" && !colon)) {
      return [];
    }
    const end = colon ? Number(to === "" ? length : to) : Number(from) + 1;
    const count = Math.max(0, Math.min(MOST_LINES, end - Number(from)));
    return Array.from({length: count}, (_, i) => Number(from) + i);
  });
  return [...new Set(columns)].filter((column) => column < length).slice(0, MOST_LINES);
}

/** @param {Float64Array} pairs @returns {Band} */
function bandOf(pairs) {
  const lows = new Float64Array(pairs.length / 2);
  const highs = new Float64Array(pairs.length / 2);
  for (let i = 0; i < lows.length; i++) {
    lows[i] = pairs[2 * i];
    highs[i] = pairs[2 * i + 1];
  }
  return {lows, highs};
}
