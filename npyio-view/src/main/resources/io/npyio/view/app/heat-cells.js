// The exact texts of single elements, as `cat` prints them.

const WAIT_MILLIS = 60;
const KEPT_BLOCKS = 8;

/** @typedef {import("./tiles.js").Area} Area */

export class CellTexts {
  /**
   * @param {(area: Area, signal: AbortSignal) => Promise<string[][]>} fetchCells
   * @param {() => void} changed
   */
  constructor(fetchCells, changed) {
    this.fetchCells = fetchCells;
    this.changed = changed;
    /** @type {{area: Area, cells: string[][]}[]} the newest first */
    this.blocks = [];
    this.request = new AbortController();
  }

  /** Asks for the texts of an area, unless they are here or were asked for just now. @param {Area} area */
  want(area) {
    const key = [area.top, area.left, area.bottom, area.right].join();
    if (key === this.wanted) {
      return;
    }
    this.wanted = key;
    clearTimeout(this.timer);
    if (!this.blocks.some((block) => contains(block.area, area))) {
      this.timer = setTimeout(() => this.fetch(area), WAIT_MILLIS);
    }
  }

  /** @param {number} row @param {number} column @returns {string|undefined} */
  find(row, column) {
    const cell = {top: row, left: column, bottom: row + 1, right: column + 1};
    const block = this.blocks.find(({area}) => contains(area, cell));
    return block?.cells[row - block.area.top]?.[column - block.area.left];
  }

  /** @param {Area} area */
  async fetch(area) {
    this.request.abort();
    this.request = new AbortController();
    const {signal} = this.request;
    try {
      const cells = await this.fetchCells(area, signal);
      this.blocks = [{area, cells}, ...this.blocks].slice(0, KEPT_BLOCKS);
      this.changed();
    } catch {
      // The picture shows the values of its tiles instead, and says of them what is wrong.
      this.wanted = "";
    }
  }

  close() {
    clearTimeout(this.timer);
    this.request.abort();
  }
}

/** @param {Area} outer @param {Area} inner */
function contains(outer, inner) {
  return outer.top <= inner.top && outer.left <= inner.left && outer.bottom >= inner.bottom && outer.right >= inner.right;
}
