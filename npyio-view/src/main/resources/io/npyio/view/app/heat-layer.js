// One picture of tiles: fetched, coloured, and drawn with coarser ones where finer ones are still to come.

import {TILE, TileLoader, ancestor, levelFor, placesIn, topLevel} from "./tiles.js";

/** Each has 256 KB, as the picture of a tile has. */
const KEPT_CHANNELS = 150;

/** @typedef {import("./tiles.js").Place} Place */
/** @typedef {import("./tiles.js").Area} Area */
/** @typedef {import("./heat-view.js").View} View */
/** @typedef {{table: Uint32Array, scale: import("./colours.js").Scale}} Style */
/** @typedef {import("./tiles.js").Tile & {bitmap: ImageBitmap, style: Style, isPainting: boolean}} PaintedTile */

/** Colours tiles by a worker. */
export class Painter {
  constructor() {
    this.worker = new Worker(new URL("./colour-worker.js", import.meta.url), {type: "module"});
    this.worker.onmessage = ({data}) => this.answer(data);
    this.worker.onerror = () => this.refuse(new Error("The worker that colours pictures does not run. Reload the page."));
    /** @type {Map<number, {resolve: (bitmap: ImageBitmap) => void, reject: (error: Error) => void}>} */
    this.waiting = new Map();
    this.last = 0;
  }

  /**
   * @param {{channels: Float32Array[], rows: number, columns: number}} tile
   * @param {Style} style
   * @returns {Promise<ImageBitmap>}
   */
  paint({channels, rows, columns}, style) {
    const id = ++this.last;
    this.worker.postMessage({id, channels, rows, columns, style});
    return new Promise((resolve, reject) => this.waiting.set(id, {resolve, reject}));
  }

  /** @param {{id: number, bitmap: ImageBitmap}} answer */
  answer({id, bitmap}) {
    this.waiting.get(id)?.resolve(bitmap);
    this.waiting.delete(id);
  }

  /** @param {Error} error */
  refuse(error) {
    this.waiting.forEach(({reject}) => reject(error));
    this.waiting.clear();
  }

  close() {
    this.worker.terminate();
  }
}

export class Layer {
  /**
   * @param {object} given
   * @param {number} given.rows
   * @param {number} given.columns
   * @param {number} given.channels
   * @param {import("./tiles.js").FetchTile} given.fetchTile
   * @param {Painter} given.painter
   * @param {() => Promise<Style>} given.style the style to paint in, once it is known
   * @param {(error?: Error) => void} given.changed
   */
  constructor({rows, columns, channels, fetchTile, painter, style, changed}) {
    this.painter = painter;
    this.changed = changed;
    this.top = topLevel(rows, columns);
    this.level = this.top;
    /** @type {Place[]} */
    this.places = [];
    this.isClosed = false;
    this.loader = new TileLoader(async (place, isHasty, signal) => {
      const [tile, known] = await Promise.all([fetchTile(place, isHasty, signal), style()]);
      return this.painted(tile, known);
    }, changed, KEPT_CHANNELS / channels);
  }

  /**
   * Asks for the tiles of a view.
   * @param {View} view
   * @param {number} density device pixels of a CSS pixel
   * @param {boolean} isStill whether exact tiles are wanted that take long
   */
  want(view, density, isStill) {
    this.level = levelFor(view.area, Math.max(view.zoomX, view.zoomY) * density, this.top);
    this.places = placesIn(view.area, this.level);
    const overview = {level: this.top, row: 0, column: 0};
    const isWanted = this.level < this.top && !this.get(overview);
    this.loader.want(isWanted ? [overview, ...this.places] : this.places, isStill);
  }

  /** Whether every tile of the view is here. */
  get isComplete() {
    return this.places.length > 0 && this.places.every((place) => this.get(place));
  }

  /** Whether a tile of the view is a sample that an exact one will replace. */
  get isWaiting() {
    return this.places.some((place) => this.get(place)?.exactLater);
  }

  /** Whether a tile of the view is of a sample of its elements. */
  get isSampled() {
    return this.places.some((place) => this.get(place)?.isExact === false);
  }

  /**
   * @param {CanvasRenderingContext2D} canvas
   * @param {View} view
   * @param {number} density
   * @param {Style} style
   */
  draw(canvas, view, density, style) {
    const cell = 2 ** this.level * Math.min(view.zoomX, view.zoomY) * density;
    canvas.imageSmoothingEnabled = cell < 1;
    const draw = (/** @type {PaintedTile} */ tile, /** @type {Place} */ place) => {
      drawTile(canvas, tile, intersection(areaOf(place), areaOf(tile.place), view.area), view, density);
      this.repaint(tile, style);
    };
    const missing = this.places.filter((place) => !this.get(place));
    missing.forEach((place) => this.substitutes(place).forEach((tile) => draw(tile, place)));
    this.places.forEach((place) => this.get(place) && draw(/** @type {PaintedTile} */ (this.get(place)), place));
  }

  /** The stand-in for a place whose tile is missing: a coarser one, and finer ones over that. @param {Place} place */
  substitutes(place) {
    const finer = place.level > 0 ? childrenOf(place).map((child) => this.get(child)) : [];
    return /** @type {PaintedTile[]} */ ([this.coarser(place), ...finer].filter((tile) => tile));
  }

  /** @param {Place} place */
  coarser(place) {
    for (let level = place.level + 1; level <= this.top; level++) {
      const tile = this.get(ancestor(place, level));
      if (tile) {
        return tile;
      }
    }
    return undefined;
  }

  /** @param {Place} place @returns {PaintedTile|undefined} */
  get(place) {
    return /** @type {PaintedTile|undefined} */ (this.loader.get(place));
  }

  /**
   * The finest values known of an element.
   * @param {number} row
   * @param {number} column
   * @returns {{values: number[], level: number, isExact: boolean}|null}
   */
  valuesAt(row, column) {
    for (let level = this.level; level <= this.top; level++) {
      const side = 2 ** level;
      const place = {level, row: Math.floor(row / side / TILE), column: Math.floor(column / side / TILE)};
      const tile = this.get(place);
      if (tile) {
        const cell = (Math.floor(row / side) % TILE) * tile.columns + (Math.floor(column / side) % TILE);
        return {values: tile.channels.map((channel) => channel[cell]), level, isExact: tile.isExact};
      }
    }
    return null;
  }

  /**
   * @param {import("./tiles.js").Tile} tile
   * @param {Style} style
   * @returns {Promise<PaintedTile>}
   */
  async painted(tile, style) {
    const bitmap = await this.painter.paint(tile, style);
    const painted = {...tile, bitmap, style, isPainting: false};
    painted.release = () => painted.bitmap.close();
    return painted;
  }

  /** Colours a tile anew if its style is an old one; until then it is shown as it was. @param {PaintedTile} tile @param {Style} style */
  async repaint(tile, style) {
    if (tile.style === style || tile.isPainting) {
      return;
    }
    tile.isPainting = true;
    const bitmap = await this.painter.paint(tile, style);
    if (this.isClosed) {
      bitmap.close();
      return;
    }
    tile.bitmap.close();
    Object.assign(tile, {bitmap, style, isPainting: false});
    this.changed();
  }

  close() {
    this.isClosed = true;
    this.loader.close();
  }
}

/** @param {Place} place */
function childrenOf({level, row, column}) {
  return [0, 1, 2, 3].map((i) => ({level: level - 1, row: 2 * row + (i >> 1), column: 2 * column + (i & 1)}));
}

/** @param {Place} place @returns {Area} */
function areaOf({level, row, column}) {
  const side = TILE * 2 ** level;
  return {top: row * side, left: column * side, bottom: (row + 1) * side, right: (column + 1) * side};
}

/** @param {Area[]} areas @returns {Area} */
function intersection(...areas) {
  return {
    top: Math.max(...areas.map((area) => area.top)),
    left: Math.max(...areas.map((area) => area.left)),
    bottom: Math.min(...areas.map((area) => area.bottom)),
    right: Math.min(...areas.map((area) => area.right)),
  };
}

/**
 * Draws the part of a tile that covers an area, with its edges on device pixels so that no seams show.
 * @param {CanvasRenderingContext2D} canvas
 * @param {PaintedTile} tile
 * @param {Area} area
 * @param {View} view
 * @param {number} density
 */
function drawTile(canvas, {place, rows, columns, bitmap}, area, view, density) {
  const side = 2 ** place.level;
  const left = Math.floor(area.left / side) - place.column * TILE;
  const top = Math.floor(area.top / side) - place.row * TILE;
  const right = Math.min(columns, Math.ceil(area.right / side) - place.column * TILE);
  const bottom = Math.min(rows, Math.ceil(area.bottom / side) - place.row * TILE);
  if (right <= left || bottom <= top) {
    return;
  }
  const column = (/** @type {number} */ cell) => Math.min(view.columns, (place.column * TILE + cell) * side);
  const row = (/** @type {number} */ cell) => Math.min(view.rows, (place.row * TILE + cell) * side);
  const x = Math.round(view.leftOf(column(left)) * density);
  const y = Math.round(view.topOf(row(top)) * density);
  const width = Math.round(view.leftOf(column(right)) * density) - x;
  const height = Math.round(view.topOf(row(bottom)) * density) - y;
  canvas.drawImage(bitmap, left, top, right - left, bottom - top, x, y, Math.max(1, width), Math.max(1, height));
}
