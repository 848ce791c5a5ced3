// Mouse and keyboard over a picture: drag, wheel, double click, and a cross that arrows move.

const WHEEL_PIXELS_OF_DOUBLE = 240;
const LINE_PIXELS = 16;
const KEY_ZOOM = 1.5;
/** An arrow moves the cross by one element, or by as many as have these pixels; with Shift ten times as far. */
const KEY_PIXELS = 8;

/**
 * @typedef {object} Picture what is moved
 * @property {import("./heat-view.js").View} view
 * @property {() => void} moved
 */

export class HeatInput {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {{left: number, top: number}} room of the axes beside the picture
   * @param {Picture} picture
   */
  constructor(canvas, room, picture) {
    this.room = room;
    this.picture = picture;
    /** Where the mouse is, in pixels of the picture. @type {{left: number, top: number}|null} */
    this.pointer = null;
    /** The element under the cross, once keys were used. @type {{row: number, column: number}|null} */
    this.cross = null;
    this.isDragging = false;
    const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ listener) =>
      canvas.addEventListener(type, listener, {passive: false});
    on("pointerdown", (event) => this.press(canvas, event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", () => (this.isDragging = false));
    on("pointercancel", () => (this.isDragging = false));
    on("pointerleave", () => this.leave());
    on("wheel", (event) => this.wheel(event));
    on("dblclick", (event) => this.zoom(event.shiftKey ? 0.5 : 2, this.placeOf(event)));
    on("keydown", (event) => this.key(event));
  }

  /** The element under the cross or the mouse, if any. */
  get element() {
    if (this.cross) {
      return this.cross;
    }
    const {view} = this.picture;
    if (!this.pointer) {
      return null;
    }
    const row = Math.floor(view.rowAt(this.pointer.top));
    const column = Math.floor(view.columnAt(this.pointer.left));
    return row >= 0 && column >= 0 && row < view.rows && column < view.columns ? {row, column} : null;
  }

  /** Offsets are known to the event: nothing is laid out anew. @param {MouseEvent} event */
  placeOf(event) {
    return {left: event.offsetX - this.room.left, top: event.offsetY - this.room.top};
  }

  /** @param {HTMLCanvasElement} canvas @param {PointerEvent} event */
  press(canvas, event) {
    if (event.button === 0) {
      canvas.setPointerCapture(event.pointerId);
      this.isDragging = true;
      this.pointer = this.placeOf(event);
    }
  }

  /** @param {PointerEvent} event */
  move(event) {
    const place = this.placeOf(event);
    if (this.isDragging && this.pointer) {
      this.picture.view.pan(place.left - this.pointer.left, place.top - this.pointer.top);
    }
    this.pointer = place;
    this.cross = null;
    this.picture.moved();
  }

  leave() {
    this.pointer = null;
    this.picture.moved();
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PIXELS);
    this.zoom(2 ** (-pixels / WHEEL_PIXELS_OF_DOUBLE), this.placeOf(event));
  }

  /** @param {number} factor @param {{left: number, top: number}} place */
  zoom(factor, place) {
    const {left, top} = place;
    this.pointer = place;
    this.cross = null;
    this.picture.view.zoom(factor, left, top);
    this.picture.moved();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const action = this.actionOf(event.key, event.shiftKey ? 10 : 1);
    if (action) {
      event.preventDefault();
      action();
      this.picture.moved();
    }
  }

  /** @param {string} key @param {number} times @returns {(() => void)|undefined} */
  actionOf(key, times) {
    const {view} = this.picture;
    const {rows, columns} = view;
    const down = times * elementsIn(KEY_PIXELS, view.zoomY);
    const right = times * elementsIn(KEY_PIXELS, view.zoomX);
    const page = elementsIn(view.height, view.zoomY);
    /** @type {Object<string, () => void>} */
    const actions = {
      ArrowUp: () => this.step(-down, 0),
      ArrowDown: () => this.step(down, 0),
      ArrowLeft: () => this.step(0, -right),
      ArrowRight: () => this.step(0, right),
      PageUp: () => this.step(-page, 0),
      PageDown: () => this.step(page, 0),
      Home: () => this.step(times > 1 ? -rows : 0, -columns),
      End: () => this.step(times > 1 ? rows : 0, columns),
      "+": () => this.zoomAtCross(KEY_ZOOM),
      "=": () => this.zoomAtCross(KEY_ZOOM),
      "-": () => this.zoomAtCross(1 / KEY_ZOOM),
      "0": () => view.fit(),
      Escape: () => (this.cross = null),
    };
    return actions[key];
  }

  /** Moves the cross; the first key only shows it. @param {number} down @param {number} right */
  step(down, right) {
    const {view} = this.picture;
    const from = this.cross;
    const {row, column} = from ?? this.element ?? middleOf(view);
    this.cross = {
      row: Math.max(0, Math.min(view.rows - 1, row + (from ? down : 0))),
      column: Math.max(0, Math.min(view.columns - 1, column + (from ? right : 0))),
    };
    view.reveal(this.cross.row, this.cross.column);
  }

  /** @param {number} factor */
  zoomAtCross(factor) {
    const {view} = this.picture;
    const {row, column} = this.element ?? middleOf(view);
    view.zoom(factor, view.leftOf(column + 0.5), view.topOf(row + 0.5));
  }
}

/** @param {import("./heat-view.js").View} view */
function middleOf(view) {
  return {row: Math.floor(view.rowAt(view.height / 2)), column: Math.floor(view.columnAt(view.width / 2))};
}

/** @param {number} pixels @param {number} zoom */
function elementsIn(pixels, zoom) {
  return Math.max(1, Math.round(pixels / zoom));
}
