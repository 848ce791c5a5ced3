// The requests of a heat map.

import {exactLater} from "./api.js";
import {merged} from "./heat-scale.js";

/** @typedef {import("./tiles.js").Tile} Tile */
/** @typedef {import("./heat-scale.js").Range} Range */

export class HeatSource {
  /**
   * @param {import("./api.js").Api} api
   * @param {import("./state.js").State} state
   * @param {import("./heat-plane.js").Plane} plane
   */
  constructor(api, state, plane) {
    this.api = api;
    this.plane = plane;
    this.params = api.params(state);
    this.aggregate = state.agg || "mean";
    /** Names what is shown, so that another source of the same values is known as such. */
    this.key = JSON.stringify([this.params, plane.slices, this.aggregate]);
    this.closing = new AbortController();
    /** @type {Promise<Range>|undefined} */
    this.asked = undefined;
  }

  /** The range of values; it is asked for once. @returns {Promise<Range>} */
  range() {
    this.asked ??= Promise.all(this.plane.slices.map((s) => this.api.json("api/range", {...this.params, s}, this.closing.signal))).then(merged);
    return this.asked;
  }

  /** @param {import("./tiles.js").Place} place @param {boolean} isHasty @param {AbortSignal} signal @returns {Promise<Tile>} */
  async tile(place, isHasty, signal) {
    const {level, row, column: col} = place;
    const answers = await Promise.all(this.plane.slices.map((s) =>
      this.api.binary("api/tile", {...this.params, s, agg: this.aggregate, level, row, col, hasty: isHasty ? 1 : ""}, signal)));
    const {headers} = answers[0];
    return {
      place,
      rows: Number(headers.get("X-Rows")),
      columns: Number(headers.get("X-Cols")),
      channels: answers.map(({buffer}) => new Float32Array(buffer)),
      isExact: answers.every((answer) => answer.headers.get("X-Exact") === "1"),
      exactLater: exactLater(answers),
    };
  }

  /** The texts of elements, whole ones of complex numbers. @param {import("./tiles.js").Area} area @param {AbortSignal} signal */
  async cells({top, bottom, left, right}, signal) {
    const bounds = {r0: top, r1: bottom, c0: left, c1: right};
    const {cells} = await this.api.json("api/cells", {...this.params, part: "", ...bounds}, signal);
    return cells;
  }

  /** Whether a scan is of these values. @param {import("./views.js").Scan} scan */
  isScannedBy({file, member, slice}) {
    const bare = (/** @type {string} */ text) => text.replaceAll(" ", "");
    return file === Number(this.params.f) && member === (this.params.m ?? "") && this.plane.slices.some((s) => bare(s) === bare(slice));
  }

  close() {
    this.closing.abort();
  }
}
