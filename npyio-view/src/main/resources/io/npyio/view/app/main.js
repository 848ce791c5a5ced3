/** The page: what is shown follows from the address, and every part is told when it changes. */

import {Api, isAborted} from "./api.js";
import {mountAxes} from "./axes.js";
import {byId, h} from "./dom.js";
import {showHeader} from "./header.js";
import {mountKeys} from "./keys.js";
import {firstSlice, formatSlice, parseSlice, whole} from "./slice.js";
import {Store} from "./state.js";
import {mountTree} from "./tree.js";
import {PICTURES, VIEWS, needs, valuesOf, viewsOf} from "./views.js";

/** @typedef {import("./state.js").State} State */

const POLL_MILLIS = 1000;

class Page {
  constructor() {
    this.api = new Api((error) => this.#showChanged(error.message));
    this.store = new Store(() => this.#render());
    this.scanListeners = new Set();
    /** What the pane shows now: its view, array and the pane itself. @type {any} */
    this.shown = {};
  }

  async start() {
    this.#loadEarly();
    try {
      await this.#readFiles();
    } catch (error) {
      return this.#fail(error);
    }
    this.tree = mountTree(byId("files"), this.files);
    this.axes = mountAxes(byId("axes"), this.api, (partial) => this.store.set(partial), announce);
    mountKeys(byId("footer"));
    this.#render();
    setInterval(() => this.#poll(), POLL_MILLIS);
  }

  /** The first view loads while the files are asked for; if it cannot be loaded, that is said once it is shown. */
  #loadEarly() {
    const view = VIEWS.find(({key}) => key === this.store.state.v) ?? VIEWS[0];
    view.load().catch(() => {});
  }

  async #readFiles() {
    const answer = await this.api.json("api/files");
    this.edit = answer.edit;
    this.files = answer.files;
    for (const file of this.files) {
      this.api.stamps.set(file.file, file.stamp);
    }
  }

  #render() {
    this.#choose();
    const state = this.store.state;
    this.tree.select(state);
    showHeader(byId("header"), this.file, this.array, state);
    document.title = `${this.array?.member || this.file.name} – npyio view`;
    const problem = this.file.error ?? this.array?.error;
    if (problem || !this.array) {
      return this.#showProblem(problem ?? `${this.file.name} holds no arrays.`);
    }
    this.#settle();
    if (this.slice) {
      this.#showViews();
      this.#showPane();
    }
  }

  /** The file and the array that the address names, or the first ones. */
  #choose() {
    const {f, m} = this.store.state;
    this.file = this.files.find((file) => file.file === f) ?? this.files[0];
    this.array = this.file.arrays.find((array) => array.member === m) ?? this.file.arrays.find((array) => !array.error)
        ?? this.file.arrays[0];
    this.store.settle({f: this.file.file, m: this.array?.member ?? ""});
  }

  /** Fills in the view, the slice and the part, and leaves a slice that cannot be read to be mended. */
  #settle() {
    const state = this.store.state;
    const offered = viewsOf(this.array, state).map((view) => view.key);
    const v = offered.includes(state.v) ? state.v : "grid";
    this.store.settle({v, ...needs(v, this.array, state)});
    const values = this.#values();
    const s = state.s || firstSlice(values.shape, values.kind);
    try {
      this.slice = this.#shownFor(v, parseSlice(s, values.shape), values.shape);
      this.store.settle({s: formatSlice(this.slice.items)});
      this.axes.update({array: this.array, values, slice: this.slice, state: this.store.state});
    } catch (error) {
      this.slice = null;
      this.axes.update({array: this.array, values, slice: null, state: {...state, s}});
      this.#showNothing();
    }
  }

  /** A heat map shows two axes and a line at least one: where fewer are shown, the last others are. */
  #shownFor(view, slice, shape) {
    const wanted = Math.min(VIEWS.find(({key}) => key === view)?.axes ?? 0, shape.length);
    const items = [...slice.items];
    for (let axis = shape.length - 1, missing = wanted - slice.shown.length; axis >= 0 && missing > 0; axis--) {
      if ("index" in items[axis]) {
        items[axis] = whole(shape[axis]);
        missing--;
      }
    }
    return parseSlice(formatSlice(items), shape);
  }

  #values() {
    return valuesOf(this.array, this.store.state.field);
  }

  #showViews() {
    const tabs = byId("views");
    const state = this.store.state;
    tabs.hidden = false;
    const offered = viewsOf(this.array, state);
    if (tabs.dataset.keys !== offered.map((view) => view.key).join()) {
      tabs.dataset.keys = offered.map((view) => view.key).join();
      tabs.replaceChildren(...offered.map((view) => h("button", {
        role: "tab", "data-view": view.key, "aria-controls": "pane",
        onclick: () => this.store.set({v: view.key}), onkeydown: moveAlong,
      }, view.title)));
    }
    for (const tab of tabs.children) {
      const isShown = tab.dataset.view === state.v;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
    }
  }

  async #showPane() {
    const {v, field} = this.store.state;
    const view = VIEWS.find(({key}) => key === v);
    if (this.shown.pane && this.shown.view === view && this.shown.array === this.array && this.shown.field === field) {
      this.#fail(null);
      return this.shown.pane.update(this.#paneState());
    }
    this.#clearPane();
    const shown = {view, array: this.array, field};
    this.shown = shown;
    byId("pane").setAttribute("aria-busy", "true");
    byId("pane").setAttribute("aria-label", view.title);
    try {
      const module = await view.load();
      if (this.shown === shown) {
        const element = h(`div.view.${view.key}`);
        byId("pane").replaceChildren(element);
        this.shown.pane = module.mount(element, this.#context());
        this.shown.pane.update(this.#paneState());
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Only pictures show a part of complex numbers: the others show the numbers. */
  #paneState() {
    const state = this.store.state;
    const isPart = PICTURES.includes(state.v) && this.#values().kind === "complex";
    return {...state, part: isPart ? state.part : ""};
  }

  /** @returns {import("./views.js").Context} */
  #context() {
    const page = this;
    const file = this.file;
    return {
      api: this.api, file, array: this.array, edit: this.edit,
      get fileStamp() {
        return page.api.stamps.get(file.file) ?? "";
      },
      slice: () => /** @type {any} */ (this.slice),
      values: () => this.#values(),
      setState: (partial) => this.store.set(partial),
      announce,
      busy: (isBusy) => byId("pane").setAttribute("aria-busy", String(isBusy)),
      fail: (error) => this.#fail(error),
      onScans: (listener) => this.scanListeners.add(listener),
      accept: (stamp) => {
        this.api.stamps.set(file.file, stamp);
        byId("banner").hidden = true;
      },
    };
  }

  #clearPane() {
    this.shown.pane?.destroy();
    this.shown = {};
    this.scanListeners.clear();
    byId("pane").replaceChildren();
  }

  /** A file or an array that cannot be shown. @param {string} text */
  #showProblem(text) {
    this.#showNothing();
    byId("axes").hidden = true;
    this.#fail(new Error(text));
  }

  #showNothing() {
    this.#clearPane();
    byId("views").hidden = true;
    byId("pane").setAttribute("aria-busy", "false");
  }

  /** @param {any} error */
  #fail(error) {
    if (error && isAborted(error)) {
      return;
    }
    byId("problem")?.remove();
    if (error) {
      byId("pane").append(h("p", {id: "problem", role: "alert"}, error.message));
      byId("pane").setAttribute("aria-busy", "false");
    }
  }

  async #poll() {
    if (document.hidden || this.polling) {
      return;
    }
    this.polling = true;
    try {
      this.#follow(await this.api.state());
    } catch (error) {
      this.#showBanner(error.message, false);
    } finally {
      this.polling = false;
    }
  }

  /** @param {{files: any[], scans: import("./views.js").Scan[]}} server */
  #follow(server) {
    const changed = server.files.find(({file, stamp, gone, error}) => gone || error || stamp !== this.api.stamps.get(file));
    if (changed) {
      const {name} = this.files.find(({file}) => file === changed.file);
      this.#showChanged(changed.gone ? `${name} is gone: it was moved or deleted.` : changed.error ?? `${name} has changed.`);
    } else {
      byId("banner").hidden = true;
    }
    showScans(server.scans);
    this.scanListeners.forEach((listener) => listener(server.scans));
  }

  /** @param {string} text */
  #showChanged(text) {
    this.#showBanner(text, true);
  }

  /**
   * @param {string} text
   * @param {boolean} mayReload
   */
  #showBanner(text, mayReload) {
    const banner = byId("banner");
    if (!banner.hidden && banner.dataset.text === text) {
      return;
    }
    banner.dataset.text = text;
    banner.hidden = false;
    banner.replaceChildren(h("span", {}, text),
        mayReload ? h("button", {id: "reload", onclick: () => this.#reload()}, "Reload") : "");
  }

  /** Reads headers anew and shows the same place again. */
  async #reload() {
    try {
      await this.#readFiles();
    } catch (error) {
      return this.#showBanner(error.message, true);
    }
    byId("banner").hidden = true;
    this.tree.fill(this.files);
    this.#clearPane();
    this.#choose();
    this.#forgetSliceThatNoLongerFits();
    this.#render();
    announce("Reloaded.");
  }

  #forgetSliceThatNoLongerFits() {
    try {
      parseSlice(this.store.state.s, this.#values().shape);
    } catch (error) {
      this.store.settle({s: "", t: false});
    }
  }
}

/** Says a text to screen readers. @param {string} text */
function announce(text) {
  byId("live").textContent = text;
}

/** @param {import("./views.js").Scan[]} scans */
function showScans(scans) {
  const failed = scans.find(({error}) => error);
  const running = scans.filter(({error, done}) => !error && done < 1);
  const done = running.reduce((sum, scan) => sum + scan.done, 0) / running.length;
  byId("scans").textContent = failed ? `The scan of the whole ended early: ${failed.error}`
      : running.length > 0 ? `Scanning the whole: ${Math.floor(100 * done)} %` : "";
}

/** Arrows move along tabs. @param {KeyboardEvent} event */
function moveAlong(event) {
  const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
  const tabs = [.../** @type {any} */ (event.currentTarget).parentElement.children];
  const next = tabs[(tabs.indexOf(event.currentTarget) + (step ?? 0) + tabs.length) % tabs.length];
  if (step) {
    event.preventDefault();
    next.click();
    next.focus();
  }
}

new Page().start();
