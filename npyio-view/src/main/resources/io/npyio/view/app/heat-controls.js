// The row of choices over a heat map or an image.

import {MAP_NAMES} from "./colours.js";
import {replaceControls} from "./controls.js";
import {choice, h} from "./dom.js";
import {valueText} from "./ticks.js";

const SCALES = /** @type {Array<[string, string]>} */ ([["linear", "linear"], ["log", "log"], ["symlog", "symlog"]]);
const AGGREGATES = /** @type {Array<[string, string]>} */ ([["mean", "mean"], ["max", "greatest"], ["min", "least"]]);

/**
 * @typedef {object} Shown
 * @property {string} map
 * @property {import("./colours.js").Scale} scale
 * @property {import("./heat-scale.js").Choice[]} choices
 * @property {string} range the key of the choice taken, or "typed"
 * @property {string} agg
 * @property {boolean} isSquare
 * @property {boolean} isImage
 * @property {boolean} mayBeImage
 */

export class HeatControls {
  /**
   * @param {HTMLElement} element
   * @param {(partial: Object<string, any>) => void} setState
   * @param {() => void} fit
   * @param {HTMLElement} legend
   */
  constructor(element, setState, fit, legend) {
    this.element = element;
    this.setState = setState;
    this.fit = fit;
    this.legend = legend;
    this.element.append(legend);
    this.key = "";
  }

  /** @param {Shown} shown */
  update(shown) {
    const key = JSON.stringify([shown.isImage, shown.mayBeImage, shown.choices.map(({key, text}) => [key, text])]);
    if (key !== this.key) {
      this.key = key;
      replaceControls(this.element, this.controls(shown));
    }
    this.setValue("map", shown.map);
    this.setValue("scale", shown.scale.kind);
    this.setValue("range", shown.range);
    this.setValue("low", valueText(shown.scale.low));
    this.setValue("high", valueText(shown.scale.high));
    this.setValue("agg", shown.agg);
    this.setChecked("square", shown.isSquare);
    this.setChecked("rgb", shown.isImage);
  }

  /** @param {Shown} shown */
  controls({isImage, mayBeImage, choices}) {
    const change = (/** @type {string} */ key) => (/** @type {string} */ value) => this.setState({[key]: value});
    const ranges = /** @type {Array<[string, string]>} */ ([...choices.map(({key, text}) => [key, text]), ["typed", "typed"]]);
    return [
      isImage ? "" : choice("map", "Colours", MAP_NAMES.map((name) => [name, name]), "", change("map")),
      isImage ? "" : choice("scale", "Scale", SCALES, "", change("scale")),
      h("span.group", {},
        choice("range", "Range", ranges, "", (value) => this.chooseRange(value)),
        this.end("low", "from"), this.end("high", "to")),
      choice("agg", "Cells", AGGREGATES, "", change("agg")),
      this.box("square", "Square", (isOn) => this.setState({aspect: isOn ? "equal" : "fill"})),
      mayBeImage ? this.box("rgb", "As an image", (isOn) => this.setState({rgb: isOn ? "1" : "0", low: "", high: "", range: ""})) : "",
      h("button", {id: "fit", type: "button", title: "Show everything (0)", onclick: this.fit}, "All"),
      this.legend,
    ];
  }

  /** @param {string} range */
  chooseRange(range) {
    if (range === "typed") {
      this.setState({low: this.find("low").value, high: this.find("high").value});
    } else {
      this.setState({range, low: "", high: ""});
    }
  }

  /** An end of the range, to be typed. @param {string} id @param {string} label */
  end(id, label) {
    const onchange = () => this.chooseRange("typed");
    return h("label.choice", {}, h("span", {}, label), h("input.end", {id, type: "number", step: "any", onchange}));
  }

  /** @param {string} id @param {string} label @param {(isOn: boolean) => void} change */
  box(id, label, change) {
    const onchange = (/** @type {any} */ event) => change(event.target.checked);
    return h("label.choice", {}, h("input", {id, type: "checkbox", onchange}), h("span", {}, label));
  }

  /** @param {string} id @param {string} value */
  setValue(id, value) {
    const control = this.find(id);
    const isTyped = control?.tagName === "INPUT" && control === document.activeElement;
    if (control && !isTyped) {
      control.value = value;
    }
  }

  /** @param {string} id @param {boolean} isOn */
  setChecked(id, isOn) {
    const control = this.find(id);
    if (control) {
      control.checked = isOn;
    }
  }

  /** @param {string} id @returns {any} */
  find(id) {
    return this.element.querySelector(`#${id}`);
  }
}
