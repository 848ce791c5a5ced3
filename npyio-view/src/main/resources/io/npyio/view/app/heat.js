// The heat map of two axes, or an image: tiles that are dragged and zoomed, and the value under the pointer.

import {isAborted} from "./api.js";
import {colourTable} from "./colours.js";
import {grouped, h} from "./dom.js";
import {drawBar} from "./heat-bar.js";
import {CellTexts} from "./heat-cells.js";
import {HeatControls} from "./heat-controls.js";
import {drawAxes, drawCross, drawTexts, hasTexts} from "./heat-draw.js";
import {HeatInput} from "./heat-input.js";
import {Layer, Painter} from "./heat-layer.js";
import {Plane} from "./heat-plane.js";
import {pointerText} from "./heat-pointer.js";
import {notFiniteText, rangeChoices, scaleOf} from "./heat-scale.js";
import {HeatSource} from "./heat-source.js";
import {View} from "./heat-view.js";
import {backgroundOf, themeOf, watchTheme} from "./theme.js";

/** @typedef {import("./state.js").State} State */

/** Pixels beside the picture, for its axes. */
const ROOM = {left: 56, top: 8, right: 8, bottom: 24};
const BAR_WIDTH = 84;
/** How long a picture lies still before its place is written into the address, or the value under the cross is said. */
const STILL_MILLIS = 250;
const HINT = "Drag moves, the wheel zooms, arrows move a cross, + - 0 zoom.";

/**
 * @param {HTMLElement} element
 * @param {import("./views.js").Context} context
 * @returns {import("./views.js").Pane}
 */
export function mount(element, context) {
  const heat = new Heat(element, context);
  return {update: (state) => heat.update(state), destroy: () => heat.destroy()};
}

class Heat {
  /** @param {HTMLElement} element @param {import("./views.js").Context} context */
  constructor(element, context) {
    this.context = context;
    this.painter = new Painter();
    this.view = new View(1, 1);
    this.density = 1;
    this.build(element);
    this.theme = themeOf(this.canvas);
    this.input = new HeatInput(this.canvas, ROOM, {view: this.view, moved: () => this.moved()});
    this.unwatch = watchTheme(() => this.restyle());
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.stage);
    context.onScans((scans) => this.followScans(scans));
  }

  /** @param {HTMLElement} element */
  build(element) {
    const showAll = () => {
      this.view.fit();
      this.moved();
    };
    this.swatches = ["nan", "above", "below"].map((name) => h(`i.swatch.${name}`));
    const [nan, above, below] = this.swatches;
    this.notFinite = h("span");
    this.legend = h("span.legend", {}, nan, "NaN", above, "inf", below, "-inf", this.notFinite);
    this.controls = new HeatControls(h("div.toolbar"), this.context.setState, showAll, this.legend);
    this.canvas = h("canvas.drawn", {
      id: "heat", tabindex: 0, role: "application", "aria-roledescription": "heat map", "aria-describedby": "pointer",
    });
    this.bar = h("canvas", {id: "colour-bar", role: "img"});
    this.stage = h("div.stage", {}, this.canvas, this.bar);
    this.pointer = h("span", {id: "pointer"}, HINT);
    this.seen = h("span.seen");
    element.append(this.controls.element, this.stage, h("div.picture-status", {}, this.pointer, this.seen));
  }

  /** @param {State} state */
  update(state) {
    this.state = state;
    const plane = new Plane(this.context.slice(), state, this.context.values());
    if (plane.rows !== this.view.rows || plane.columns !== this.view.columns) {
      this.view.begin(plane.rows, plane.columns);
      this.input.cross = null;
      this.dropLayers();
    }
    this.plane = plane;
    this.view.setSquare(state.aspect ? state.aspect === "equal" : this.view.isUsuallySquare);
    this.showPlace(state);
    this.show(new HeatSource(this.context.api, state, plane));
    this.restyle();
    this.canvas.setAttribute("aria-label", `${grouped(plane.rows)} rows and ${grouped(plane.columns)} columns`);
  }

  /** Shows the place that the address names, unless this picture wrote it. @param {State} state */
  showPlace({x0, y0, zoom, zoomy}) {
    const place = placeKey({x0, y0, zoom, zoomy});
    if (place === this.place) {
      return;
    }
    this.place = place;
    if (zoom) {
      this.view.show({x: Number(x0), y: Number(y0), zoomX: Number(zoom), zoomY: Number(zoomy || zoom)});
    } else {
      this.view.fit();
    }
  }

  /** Begins a new picture if other values are shown; the last one is seen until this one is whole. @param {HeatSource} source */
  show(source) {
    if (source.key === this.source?.key) {
      return;
    }
    this.source?.close();
    this.cells?.close();
    this.source = source;
    this.keepGhost();
    this.layer = new Layer({
      rows: this.plane.rows, columns: this.plane.columns, channels: this.plane.slices.length, painter: this.painter,
      fetchTile: (place, isHasty, signal) => source.tile(place, isHasty, signal),
      style: () => this.styleOf(source),
      changed: (error) => this.changed(error),
    });
    this.cells = new CellTexts((area, signal) => source.cells(area, signal), () => this.changed());
    this.scanned = null;
    this.context.fail(null);
  }

  /** Keeps the picture that is whole, to be seen until the next one is. */
  keepGhost() {
    if (this.layer?.isComplete) {
      this.ghost?.close();
      this.ghost = this.layer;
    } else {
      this.layer?.close();
    }
  }

  /** The style to paint values of a source in: it needs their range. @param {HeatSource} source */
  async styleOf(source) {
    const range = await source.range();
    if (source === this.source && range !== this.range) {
      this.range = range;
      this.restyle();
    }
    return /** @type {import("./heat-layer.js").Style} */ (this.style);
  }

  /** Brings colours and controls in line with state, range and theme. */
  restyle() {
    if (!this.range || !this.plane) {
      return;
    }
    const {state, plane, context} = this;
    const choices = rangeChoices(this.range, context.values(), state.part, plane.isImage);
    const scale = scaleOf(state, choices, plane.isImage);
    const map = state.map || (state.part === "phase" ? "phase" : "viridis");
    this.theme = themeOf(this.canvas);
    this.setStyle(map, scale);
    this.controls.update({
      map, scale, choices, agg: state.agg || "mean", isSquare: this.view.isSquare,
      isImage: plane.isImage, mayBeImage: plane.channelAxis !== null,
      range: state.low || state.high ? "typed" : state.range || choices[0].key,
    });
    this.legend.hidden = this.range.integers;
    setText(this.notFinite, notFiniteText(this.range));
    this.bar.hidden = plane.isImage;
    this.resize();
  }

  /** Tiles are painted anew only for another style. @param {any} map @param {import("./colours.js").Scale} scale */
  setStyle(map, scale) {
    const [nan, above, below] = this.swatches.map(backgroundOf);
    const key = JSON.stringify([map, scale, nan, above, below]);
    if (key !== this.styleKey) {
      this.styleKey = key;
      this.style = {table: colourTable(map, {nan, above, below}), scale};
    }
  }

  /** Fits the canvases to their place and the density of the screen. */
  resize() {
    const bar = this.plane?.isImage ? 0 : BAR_WIDTH;
    const width = Math.max(1, this.stage.clientWidth - bar);
    const height = Math.max(1, this.stage.clientHeight);
    this.density = devicePixelRatio;
    this.canvas.width = Math.round(width * this.density);
    this.canvas.height = Math.round(height * this.density);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.view.resize(width - ROOM.left - ROOM.right, height - ROOM.top - ROOM.bottom);
    if (this.style && bar > 0) {
      this.bar.style.width = `${bar}px`;
      this.bar.style.height = `${height}px`;
      drawBar(this.bar, {width: bar, height, density: this.density}, this.style, this.theme);
    }
    this.invalidate();
  }

  /** Called whenever the view or the pointer moved. */
  moved() {
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.rest(), STILL_MILLIS);
    this.invalidate();
  }

  /** Called once the view has not moved for a while. */
  rest() {
    this.saving = undefined;
    this.savePlace();
    this.invalidate();
  }

  savePlace() {
    const {x, y, zoomX, zoomY, isWhole, isSquare} = this.view;
    const text = (/** @type {number} */ value) => String(Number(value.toPrecision(8)));
    const place = isWhole
      ? {x0: "", y0: "", zoom: "", zoomy: ""}
      : {x0: text(x), y0: text(y), zoom: text(zoomX), zoomy: isSquare ? "" : text(zoomY)};
    if (placeKey(place) !== this.place) {
      this.place = placeKey(place);
      this.context.setState(place);
    }
  }

  /** Called when a tile or texts came, or failed. @param {Error} [error] */
  changed(error) {
    if (error && !isAborted(error)) {
      this.context.fail(error);
    }
    this.invalidate();
  }

  invalidate() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.paint();
    });
  }

  paint() {
    const {view, density, layer, style, plane} = this;
    if (!layer || !plane) {
      return;
    }
    layer.want(view, density, this.saving === undefined);
    const canvas = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    canvas.setTransform(1, 0, 0, 1, 0, 0);
    canvas.clearRect(0, 0, this.canvas.width, this.canvas.height);
    if (style) {
      this.paintTiles(canvas, style);
    }
    canvas.setTransform(density, 0, 0, density, 0, 0);
    drawAxes(canvas, view, plane, ROOM, this.theme);
    this.describe();
  }

  /** @param {CanvasRenderingContext2D} canvas @param {import("./heat-layer.js").Style} style */
  paintTiles(canvas, style) {
    const {view, density} = this;
    const left = Math.round(ROOM.left * density);
    const top = Math.round(ROOM.top * density);
    canvas.save();
    canvas.translate(left, top);
    canvas.beginPath();
    canvas.rect(0, 0, Math.round(view.width * density), Math.round(view.height * density));
    canvas.clip();
    this.paintGhost(canvas, style);
    this.layer.draw(canvas, view, density, style);
    canvas.scale(density, density);
    if (this.hasTexts) {
      drawTexts(canvas, view, this.layer, this.cells, style, this.theme);
    }
    if (this.input.cross) {
      drawCross(canvas, view, this.input.cross);
    }
    canvas.restore();
  }

  /** The picture before this one. @param {CanvasRenderingContext2D} canvas @param {import("./heat-layer.js").Style} style */
  paintGhost(canvas, style) {
    if (this.layer.isComplete) {
      this.ghost?.close();
      this.ghost = undefined;
    }
    this.ghost?.draw(canvas, this.view, this.density, style);
  }

  get hasTexts() {
    return hasTexts(this.view) && !this.plane.isImage;
  }

  /** Says what is seen, and what is under the pointer or the cross. */
  describe() {
    const element = this.input.element;
    this.wantTexts(element);
    const text = element ? pointerText(this, element) : HINT;
    setText(this.pointer, text);
    if (this.input.cross && text !== this.said) {
      this.said = text;
      clearTimeout(this.saying);
      this.saying = setTimeout(() => this.context.announce(text), STILL_MILLIS);
    }
    setText(this.seen, this.seenText());
    const isBusy = this.layer.loader.isLoading || this.layer.isWaiting;
    if (isBusy !== this.wasBusy) {
      this.wasBusy = isBusy;
      this.context.busy(isBusy);
    }
  }

  /** @param {{row: number, column: number}|null} element */
  wantTexts(element) {
    if (this.hasTexts) {
      this.cells.want(this.view.area);
    } else if (element && this.layer.level === 0 && !this.plane.isImage) {
      const {row, column} = element;
      this.cells.want({top: row, bottom: row + 1, left: column, right: column + 1});
    }
  }

  seenText() {
    const scan = this.scanned === null ? "" : `, the scan is at ${Math.floor(100 * this.scanned)} %`;
    const parts = [
      this.layer.loader.isLoading ? "loading" : "",
      this.layer.isSampled ? `sampled${scan}` : "",
    ];
    return parts.filter((part) => part).join(" · ");
  }

  /** Fetches exact tiles in place of sampled ones once the values are scanned. @param {import("./views.js").Scan[]} scans */
  followScans(scans) {
    const unfinished = scans.filter((scan) => scan.done < 1 && this.source?.isScannedBy(scan));
    const running = unfinished.filter((scan) => !scan.error);
    this.scanned = running.length > 0 ? Math.min(...running.map((scan) => scan.done)) : null;
    if (this.layer?.isSampled) {
      if (unfinished.length === 0) {
        this.layer.loader.refresh();
      }
      this.invalidate();
    }
  }

  dropLayers() {
    this.layer?.close();
    this.layer = undefined;
    this.ghost?.close();
    this.ghost = undefined;
    this.source?.close();
    this.source = undefined;
  }

  destroy() {
    this.dropLayers();
    this.cells?.close();
    this.sizes.disconnect();
    this.unwatch();
    this.painter.close();
    clearTimeout(this.saving);
    clearTimeout(this.saying);
    cancelAnimationFrame(this.frame ?? 0);
  }
}

/** @param {Object<string, any>} place */
function placeKey({x0, y0, zoom, zoomy}) {
  return [x0, y0, zoom, zoomy].map((text) => text ?? "").join();
}

/** Changes a text only if it is another one, so that nothing is laid out anew. @param {HTMLElement} element @param {string} text */
function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
