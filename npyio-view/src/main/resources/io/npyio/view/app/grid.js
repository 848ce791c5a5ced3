/** The values as text, in a table of any size of which only the cells in view exist. */

import {Cells, tabSeparated} from "./cells.js";
import {copyText, grouped, h} from "./dom.js";
import {CellEditor} from "./edit.js";
import {Lane, Travel} from "./lanes.js";
import {Places} from "./places.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./views.js").Context} Context */

const ROW_HEIGHT = 24;
const CELL_PADDING = 20;
const NARROWEST = 6;
const WIDEST = 48;

/** Columns of more than this number have one width. */
const MOST_WIDTHS = 512;

/** So many cells are copied at most. */
const MOST_COPIED = 500_000;

const TEXT_KINDS = ["text", "bytes", "object", "struct", "void"];

class Grid {
  /**
   * @param {HTMLElement} element
   * @param {Context} context
   */
  constructor(element, context) {
    this.context = context;
    this.#build(element);
    this.charWidth = measureCharacter(this.table);
    this.active = {row: 0, column: 0};
    this.anchor = this.active;
    /** The texts of columns are so long, in characters. @type {number[]} */
    this.lengths = [];
    this.key = "";
    this.editor = new CellEditor(context, {
      changed: (row, column, text) => {
        this.cells.replace(row, column, text);
        this.#draw();
      },
      closed: () => this.#focusActive(),
      said: (node) => this.note.replaceChildren(node),
    });
    this.observer = new ResizeObserver(() => this.#resized());
    this.observer.observe(this.scroller);
  }

  /** @param {HTMLElement} element */
  #build(element) {
    this.head = h("tr", {role: "row", "aria-rowindex": 1});
    this.body = h("tbody", {role: "rowgroup"});
    this.table = h("table", {role: "grid", "aria-multiselectable": "true", "aria-readonly": this.context.edit ? null : "true"},
        h("thead", {role: "rowgroup"}, this.head), this.body);
    this.frame = h("div.grid-frame", {}, this.table);
    this.space = h("div.grid-space", {}, this.frame);
    this.scroller = h("div.grid-scroll", {tabindex: -1}, this.space);
    this.goTo = h("input", {id: "go-to", type: "text", autocomplete: "off", spellcheck: "false",
      onkeydown: (event) => event.key === "Enter" && this.#go()});
    this.where = h("span.where");
    this.value = h("output.value", {tabindex: 0, "aria-label": "Value of the cell"});
    this.note = h("div.grid-note", {role: "status"});
    element.append(
        h("div.toolbar", {}, h("label.choice", {}, h("span", {}, "Go to"), this.goTo),
            h("button", {id: "copy", title: "Copy the selected cells, separated by tabs (Ctrl+C)", onclick: () => this.#copy()}, "Copy cells"),
            this.where, this.value),
        this.scroller, this.note);
    this.#listen();
  }

  #listen() {
    this.scroller.addEventListener("scroll", () => this.#scrolled());
    this.scroller.addEventListener("wheel", (event) => this.#wheeled(event), {passive: false});
    this.scroller.addEventListener("keydown", (event) => this.#pressed(event));
    this.table.addEventListener("pointerdown", (event) => this.#pointed(event));
    this.table.addEventListener("dblclick", () => this.#edit());
  }

  /** @param {State} state */
  update(state) {
    const key = JSON.stringify([state.s, state.t, state.field]);
    if (key !== this.key) {
      this.key = key;
      this.#show(state);
    }
    const place = `${state.r} ${state.c}`;
    if (place !== this.place && !this.isOwnMove) {
      this.active = this.anchor = this.#activeOf(state);
      this.#reveal();
    }
    this.place = place;
    this.#draw();
  }

  /** Another slice: places stay where they are as far as they exist. @param {State} state */
  #show(state) {
    this.cells?.stop();
    this.editor.close();
    this.places = new Places(this.context, state);
    const {rows, columns} = this.places;
    this.cells = new Cells(this.context.api, state, rows, columns, {
      arrived: () => this.#arrived(),
      failed: (error) => this.context.fail(error),
    });
    this.isText = this.places.fields
        ? this.places.fields.map(({kind, shape}) => TEXT_KINDS.includes(kind) || shape.length > 0)
        : [TEXT_KINDS.includes(this.context.values().kind)];
    this.#describe();
    const isFirst = !this.rowTravel;
    this.#layOut();
    this.active = this.anchor = this.#activeOf(state);
    this.place = `${state.r} ${state.c}`;
    if (isFirst) {
      this.rowTravel.moveToStart(Number(state.top) || 0);
      this.columnTravel.moveToStart(Number(state.left) || 0);
    }
    if (isFirst && !state.top && !state.left) {
      this.#reveal();
    }
    this.#moveBars();
  }

  /** Says how large the grid is. */
  #describe() {
    const {rows, columns} = this.places;
    this.table.setAttribute("aria-rowcount", String(rows + 1));
    this.table.setAttribute("aria-colcount", String(columns + 1));
    this.table.setAttribute("aria-label", `Values, ${grouped(rows)} rows and ${grouped(columns)} columns`);
    this.goTo.placeholder = columns > 1 ? "row, column" : "row";
    this.goTo.closest("label").hidden = rows <= 1 && columns <= 1;
    this.note.textContent = rows * columns === 0 ? "There are no elements to show: an axis has length 0." : "";
  }

  /** Lays rows and columns out anew, as wide as their texts need. */
  #layOut() {
    const {rows, columns} = this.places;
    const before = this.columnTravel && {column: this.columnTravel.visible, position: this.rowTravel.position};
    const sizes = this.places.fields && columns <= MOST_WIDTHS
        ? Array.from({length: columns}, (_, column) => this.#widthOf(column)) : this.#widthOf(0);
    this.rowTravel = new Travel(new Lane(rows, ROW_HEIGHT));
    this.columnTravel = new Travel(new Lane(columns, sizes));
    this.labelWidth = this.#pixels(Math.max(3, this.places.labelLength));
    this.#measure();
    if (before) {
      this.rowTravel.moveTo(before.position);
      this.columnTravel.moveToStart(before.column.first, before.column.cut);
      this.#moveBars();
    }
  }

  /** @param {number} column or 0 for all of one width */
  #widthOf(column) {
    const label = this.places.fields ? this.places.columnLabel(column) : this.places.columnLabel(Math.max(0, this.places.columns - 1));
    const longest = Math.max(NARROWEST, label.length, this.lengths[this.places.fields ? column : 0] ?? 0);
    return this.#pixels(Math.min(this.#widest, longest));
  }

  /** In characters. A column that is alone may have the room of several. */
  get #widest() {
    return this.places.columns === 1 ? 3 * WIDEST : WIDEST;
  }

  /** @param {number} characters */
  #pixels(characters) {
    return Math.ceil(characters * this.charWidth) + CELL_PADDING;
  }

  /** The room is measured once there are scroll bars, which take some of it. */
  #measure() {
    this.space.style.height = `${this.rowTravel.extent + ROW_HEIGHT}px`;
    this.space.style.width = `${this.columnTravel.extent + this.labelWidth}px`;
    const {clientWidth, clientHeight} = this.scroller;
    this.rowTravel.room = Math.max(0, clientHeight - ROW_HEIGHT);
    this.columnTravel.room = Math.max(0, clientWidth - this.labelWidth);
    this.frame.style.width = `${clientWidth}px`;
    this.frame.style.height = `${clientHeight}px`;
  }

  #resized() {
    if (this.rowTravel) {
      this.#measure();
      this.rowTravel.moveTo(this.rowTravel.position);
      this.columnTravel.moveTo(this.columnTravel.position);
      this.#moveBars();
      this.#draw();
    }
  }

  #scrolled() {
    if (this.scroller.scrollTop !== this.rowTravel.bar) {
      this.rowTravel.follow(this.scroller.scrollTop);
    }
    if (this.scroller.scrollLeft !== this.columnTravel.bar) {
      this.columnTravel.follow(this.scroller.scrollLeft);
    }
    this.#draw();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.#settled(), 200);
  }

  /** The wheel moves by the rows it says, also where the bar could not. @param {WheelEvent} event */
  #wheeled(event) {
    if (event.ctrlKey || !(this.rowTravel.isScaled || this.columnTravel.isScaled)) {
      return;
    }
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : ROW_HEIGHT;
    const [x, y] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    this.rowTravel.moveTo(this.rowTravel.position + y * unit);
    this.columnTravel.moveTo(this.columnTravel.position + x * unit);
    this.#moved();
  }

  #moved() {
    this.#moveBars();
    this.#draw();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.#settled(), 200);
  }

  /** Brings the bars to where they belong, and keeps the place in the address. */
  #settled() {
    this.#moveBars();
    this.context.setState({top: this.rowTravel.firstWhole || null, left: this.columnTravel.firstWhole || null});
  }

  /** A bar that is where it belongs is left alone, since setting it would end a smooth scroll. */
  #moveBars() {
    this.#moveBar("scrollTop", this.rowTravel);
    this.#moveBar("scrollLeft", this.columnTravel);
  }

  /**
   * @param {"scrollTop"|"scrollLeft"} side
   * @param {Travel} travel
   */
  #moveBar(side, travel) {
    if (Math.abs(this.scroller[side] - travel.barOffset) >= 1) {
      this.scroller[side] = travel.barOffset;
    }
    travel.bar = this.scroller[side];
  }

  /** Draws with the next frame. */
  #draw() {
    this.drawing ??= requestAnimationFrame(() => {
      this.drawing = undefined;
      this.#drawNow();
    });
  }

  #drawNow() {
    const hadFocus = this.#hasFocus();
    const rows = this.rowTravel.visible;
    const columns = this.columnTravel.visible;
    const rect = {r0: rows.first, r1: Math.min(this.places.rows, rows.last + 1),
      c0: columns.first, c1: Math.min(this.places.columns, columns.last + 1)};
    this.frame.style.setProperty("--cut-x", `${columns.cut}px`);
    this.frame.style.setProperty("--cut-y", `${rows.cut}px`);
    this.#drawHead(rect);
    fit(this.body, rect.r1 - rect.r0, () => h("tr", {role: "row"}));
    [...this.body.children].forEach((row, place) => this.#drawRow(row, rect.r0 + place, rect));
    this.#drawWhere();
    this.#placeFocus(rect, hadFocus);
    this.context.busy(!this.cells.want(rect));
  }

  /** @param {import("./cells.js").Rect} rect */
  #drawHead({c0, c1}) {
    fit(this.head, c1 - c0 + 1, () => h("th", {role: "columnheader", scope: "col"}));
    let width = this.labelWidth;
    [...this.head.children].forEach((cell, place) => {
      const size = place === 0 ? this.labelWidth : this.columnTravel.lane.size(c0 + place - 1);
      width += place === 0 ? 0 : size;
      cell.style.width = `${size}px`;
      cell.setAttribute("aria-colindex", String(place === 0 ? 1 : c0 + place + 1));
      cell.classList.toggle("corner", place === 0);
      cell.classList.toggle("text", place > 0 && this.#isText(c0 + place - 1));
      const field = place > 0 ? this.places.fields?.[c0 + place - 1] : undefined;
      setText(cell, place === 0 ? "" : this.places.columnLabel(c0 + place - 1));
      cell.title = field ? `${field.name}: ${field.dtype}` : "";
      cell.dataset.col = place === 0 ? "" : String(c0 + place - 1);
    });
    this.table.style.width = `${width}px`;
  }

  /** @param {number} column */
  #isText(column) {
    return this.isText[this.places.fields ? column : 0];
  }

  /**
   * @param {any} element
   * @param {number} row
   * @param {import("./cells.js").Rect} rect
   */
  #drawRow(element, row, {c0, c1}) {
    element.dataset.row = String(row);
    element.setAttribute("aria-rowindex", String(row + 2));
    if (!element.firstChild) {
      element.append(h("th", {role: "rowheader", scope: "row", "aria-colindex": 1}));
    }
    fit(element, c1 - c0 + 1, () => h("td", {role: "gridcell"}));
    setText(element.firstChild, this.places.rowLabel(row));
    for (let place = 1; place <= c1 - c0; place++) {
      this.#drawCell(element.children[place], row, c0 + place - 1);
    }
  }

  /**
   * @param {any} cell
   * @param {number} row
   * @param {number} column
   */
  #drawCell(cell, row, column) {
    const text = this.cells.text(row, column);
    const isSamePlace = cell.dataset.row === String(row) && cell.dataset.col === String(column);
    const isActive = row === this.active.row && column === this.active.column;
    cell.dataset.row = String(row);
    cell.dataset.col = String(column);
    cell.setAttribute("aria-colindex", String(column + 2));
    cell.setAttribute("aria-selected", String(this.#isSelected(row, column)));
    cell.tabIndex = isActive ? 0 : -1;
    cell.className = this.#isText(column) ? "text" : "";
    cell.classList.toggle("missing", text === undefined);
    cell.classList.toggle("none", text === "nan" || text === "NaT" || text === "None");
    if (this.editor.isIn(cell) && !isSamePlace) {
      this.editor.close();
    }
    if (!this.editor.isIn(cell)) {
      setText(cell, text?.replace(/\r?\n/g, "↵") ?? (isSamePlace ? cell.textContent : ""));
    }
  }

  /**
   * @param {number} row
   * @param {number} column
   */
  #isSelected(row, column) {
    const {r0, r1, c0, c1} = this.#selection();
    return row >= r0 && row < r1 && column >= c0 && column < c1;
  }

  #selection() {
    const {active, anchor} = this;
    return {
      r0: Math.min(active.row, anchor.row), r1: Math.max(active.row, anchor.row) + 1,
      c0: Math.min(active.column, anchor.column), c1: Math.max(active.column, anchor.column) + 1,
    };
  }

  #drawWhere() {
    const {row, column} = this.active;
    if (this.places.rows * this.places.columns === 0) {
      this.where.textContent = this.value.textContent = "";
      return;
    }
    const {r0, r1, c0, c1} = this.#selection();
    const name = this.places.fields ? ` ${this.places.columnLabel(column)}` : "";
    const size = (r1 - r0) * (c1 - c0) > 1 ? ` · ${grouped(r1 - r0)} × ${grouped(c1 - c0)} selected` : "";
    setText(this.where, `[${this.places.index(row, column).join(", ")}]${name}${size}`);
    setText(this.value, this.cells.text(row, column) ?? "");
  }

  /** Whether a cell or the whole has the focus, which goes when its row does. */
  #hasFocus() {
    const focused = document.activeElement;
    return focused === this.scroller || (this.table.contains(focused) && focused?.tagName !== "INPUT");
  }

  /**
   * Focus is on the active cell while that is in view, and on the whole while it is not.
   *
   * @param {import("./cells.js").Rect} rect
   * @param {boolean} hadFocus
   */
  #placeFocus({r0, r1, c0, c1}, hadFocus) {
    const {row, column} = this.active;
    const isInView = row >= r0 && row < r1 && column >= c0 && column < c1;
    this.scroller.tabIndex = isInView ? -1 : 0;
    if (hadFocus) {
      (isInView ? this.#activeCell() : this.scroller)?.focus({preventScroll: true});
    }
  }

  /** @returns {any} */
  #activeCell() {
    return this.table.querySelector("td[tabindex='0']");
  }

  #focusActive() {
    this.#drawNow();
    (this.#activeCell() ?? this.scroller).focus({preventScroll: true});
  }

  /** Texts have come: columns grow if they need to, and the active cell is said if it was waited for. */
  #arrived() {
    if (this.#grow()) {
      this.#layOut();
    }
    this.#drawNow();
    const {row, column} = this.active;
    const text = this.cells.text(row, column);
    if (this.isAwaited && text !== undefined) {
      this.isAwaited = false;
      this.context.announce(text);
    }
  }

  /** Whether a text in view is longer than its column is wide. */
  #grow() {
    const {first: r0, last: r1} = this.rowTravel.visible;
    const {first: c0, last: c1} = this.columnTravel.visible;
    const before = this.lengths.join();
    for (let row = r0; row <= r1; row++) {
      for (let column = c0; column <= c1; column++) {
        const place = this.places.fields ? column : 0;
        this.lengths[place] = Math.min(this.#widest, Math.max(this.lengths[place] ?? 0, this.cells.text(row, column)?.length ?? 0));
      }
    }
    return this.lengths.join() !== before;
  }

  /** @param {State} state */
  #activeOf(state) {
    return this.#clamped(Number(state.r) || 0, Number(state.c) || 0);
  }

  /**
   * @param {number} row
   * @param {number} column
   */
  #clamped(row, column) {
    return {
      row: Math.max(0, Math.min(this.places.rows - 1, row)),
      column: Math.max(0, Math.min(this.places.columns - 1, column)),
    };
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (/** @type {any} */ (event.target).tagName === "INPUT") {
      return;
    }
    const isControl = event.ctrlKey || event.metaKey;
    const target = this.#targetOf(event.key, isControl);
    if (target && !event.altKey) {
      this.#activate(target, event.shiftKey);
    } else if (isControl && event.key === "c") {
      this.#copy();
    } else if (isControl && event.key === "a") {
      this.anchor = {row: 0, column: 0};
      this.#activate({row: this.places.rows - 1, column: this.places.columns - 1}, true);
    } else if (event.key === "Enter" || event.key === "F2") {
      this.#edit();
    } else if (event.key === "Escape") {
      this.#activate(this.active, false);
    } else {
      return;
    }
    event.preventDefault();
  }

  /**
   * Where a key leads.
   *
   * @param {string} key
   * @param {boolean} isControl
   * @returns {{row: number, column: number}|undefined}
   */
  #targetOf(key, isControl) {
    const {row, column} = this.active;
    const page = Math.max(1, Math.floor(this.rowTravel.room / ROW_HEIGHT) - 1);
    const [lastRow, lastColumn] = [this.places.rows - 1, this.places.columns - 1];
    return {
      ArrowUp: {row: isControl ? 0 : row - 1, column},
      ArrowDown: {row: isControl ? lastRow : row + 1, column},
      ArrowLeft: {row, column: isControl ? 0 : column - 1},
      ArrowRight: {row, column: isControl ? lastColumn : column + 1},
      PageUp: {row: row - page, column},
      PageDown: {row: row + page, column},
      Home: {row: isControl ? 0 : row, column: 0},
      End: {row: isControl ? lastRow : row, column: lastColumn},
    }[key];
  }

  /**
   * Makes a cell the active one.
   *
   * @param {{row: number, column: number}} target
   * @param {boolean} extends_ whether the selection grows to there
   */
  #activate(target, extends_) {
    this.active = this.#clamped(target.row, target.column);
    this.anchor = extends_ ? this.anchor : this.active;
    this.isAwaited = this.cells.text(this.active.row, this.active.column) === undefined;
    this.#reveal();
    this.#focusActive();
    this.isOwnMove = true;
    this.context.setState({r: this.active.row || null, c: this.active.column || null});
    this.isOwnMove = false;
  }

  #reveal() {
    if (this.places.rows * this.places.columns > 0) {
      this.rowTravel.reveal(this.active.row);
      this.columnTravel.reveal(this.active.column);
      this.#moved();
    }
  }

  /** A cell, a whole row or a whole column is chosen, and dragging selects. @param {any} event */
  #pointed(event) {
    const cell = event.target.closest("td, th");
    if (event.button !== 0 || !cell || this.editor.isIn(cell)) {
      return;
    }
    event.preventDefault();
    const at = this.#placeAt(event);
    const isRow = cell.getAttribute("role") === "rowheader";
    const isColumn = cell.getAttribute("role") === "columnheader";
    this.#activate({row: isColumn ? 0 : at.row, column: isRow ? 0 : at.column}, event.shiftKey);
    if (isRow || isColumn) {
      this.#selectTo({row: isColumn ? this.places.rows - 1 : at.row, column: isRow ? this.places.columns - 1 : at.column});
    } else {
      this.#drag(event.pointerId);
    }
  }

  /** The selection ends elsewhere, and the view stays. @param {{row: number, column: number}} place */
  #selectTo({row, column}) {
    this.anchor = {row, column};
    this.#draw();
  }

  /** @param {number} pointer */
  #drag(pointer) {
    const start = this.active;
    const controller = new AbortController();
    this.table.setPointerCapture(pointer);
    this.table.addEventListener("pointermove", (event) => {
      this.anchor = start;
      this.active = this.#placeAt(event);
      this.#reveal();
    }, {signal: controller.signal});
    this.table.addEventListener("lostpointercapture", () => {
      controller.abort();
      this.#activate(this.active, true);
    }, {once: true});
  }

  /** @param {PointerEvent} event */
  #placeAt(event) {
    const {left, top} = this.frame.getBoundingClientRect();
    const x = event.clientX - left - this.labelWidth + this.columnTravel.position;
    const y = event.clientY - top - ROW_HEIGHT + this.rowTravel.position;
    return this.#clamped(this.rowTravel.lane.at(y), this.columnTravel.lane.at(x));
  }

  #go() {
    try {
      const found = this.places.find(this.goTo.value);
      this.context.fail(null);
      this.context.setState(found);
      this.#activate({row: found.r ?? this.active.row, column: found.c ?? this.active.column}, false);
    } catch (error) {
      this.context.fail(error);
    }
  }

  async #copy() {
    const rect = this.#selection();
    const count = (rect.r1 - rect.r0) * (rect.c1 - rect.c0);
    try {
      if (count > MOST_COPIED) {
        throw new Error(`The selection has ${grouped(count)} cells, and at most ${grouped(MOST_COPIED)} are copied. Export the slice instead.`);
      }
      await copyText(tabSeparated(await this.cells.all(rect)));
      this.context.fail(null);
      this.#say(`Copied ${count === 1 ? "the cell" : `${grouped(count)} cells`}.`);
    } catch (error) {
      this.context.fail(error);
    }
  }

  /** Shows a text for some seconds. @param {string} text */
  #say(text) {
    const node = h("span", {}, text);
    this.note.replaceChildren(node);
    setTimeout(() => node.remove(), 5000);
  }

  #edit() {
    const {row, column} = this.active;
    const text = this.cells.text(row, column);
    const cell = this.#activeCell();
    const field = this.places.fields?.[column];
    if (!this.context.edit || text === undefined || !cell || field?.shape.length) {
      return;
    }
    this.editor.open(cell, {row, column, text, index: this.places.index(row, column), field: field?.name ?? this.places.field});
  }

  destroy() {
    clearTimeout(this.settling);
    cancelAnimationFrame(this.drawing ?? 0);
    this.observer.disconnect();
    this.cells?.stop();
  }
}

/**
 * Gives an element as many children as it should have.
 *
 * @param {HTMLElement} element
 * @param {number} count
 * @param {() => HTMLElement} make
 */
function fit(element, count, make) {
  while (element.childElementCount > count) {
    element.lastElementChild?.remove();
  }
  while (element.childElementCount < count) {
    element.append(make());
  }
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** How wide a character of the table is. @param {HTMLElement} table */
function measureCharacter(table) {
  const drawing = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const {fontSize, fontFamily} = getComputedStyle(table);
  drawing.font = `${fontSize} ${fontFamily}`;
  return drawing.measureText("0".repeat(20)).width / 20;
}

/**
 * @param {HTMLElement} element
 * @param {Context} context
 * @returns {import("./views.js").Pane}
 */
export const mount = (element, context) => new Grid(element, context);
